"""The forms in which guides and manuals are compiled."""

from wagtail.admin.forms import WagtailAdminPageForm

from guides.blocks.settle import settle


class SectionedPageForm(WagtailAdminPageForm):
    """Base of both forms: what nobody touched stays as it was, to the byte."""

    def clean(self):
        cleaned = super().clean()
        if "sections" in cleaned:
            cleaned["sections"] = settle(cleaned["sections"], self.initial.get("sections"))
        return cleaned


class GuidePageForm(SectionedPageForm):
    """The form of a service guide."""

    SEVERAL_CODES = ("handling_forms", "handling_online_depth")

    def clean(self):
        cleaned = super().clean()
        for name in self.SEVERAL_CODES:
            if name in cleaned:
                cleaned[name] = settle(cleaned[name], self.initial.get(name))
        return cleaned


class ManualPageForm(SectionedPageForm):
    """The form of a business manual."""
