"""The panels of the editor, in the order in which a reader asks."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.widgets import AdminDateInput

from core import registries
from core.lists.standing import standings_of
from core.wagtail_changes.drawn_fields import Field
from guides.editor.catalogue_facts import catalogue_rows, english_names, shared_sections
from guides.editor.extra_fields import ExtraFieldsPanel
from guides.editor.form_library import forms_by_class, shipped_forms
from guides.editor.inherited import inherited_sections, writable
from guides.editor.script_facts import script_facts
from guides.editor.section_groups import Overview, overview


class EditorLayout(ObjectList):
    """The editor: the list of sections on the left, the panels beside it."""

    class BoundPanel(ObjectList.BoundPanel):
        """The layout for one page: works out once how far the page is."""

        template_name = "guides/panels/editor.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            outline, stream = self.instance.outline, self.instance.sections.stream_block
            return context | {
                "overview": self.overview,
                "facts": script_facts(
                    self.overview, outline, writable(stream.child_blocks, self.instance.is_heir)
                ),
                "outline": outline,
                # A release takes the earlier versions out of the offer: most pages ask nothing.
                "newer": None if outline.is_active else outline.newer(),
                "corrections": self._corrections(),
                **self._library(stream),
                "choices": self.form.conflicts and self.form.choices(),
                "other": self.form.conflicts and self.form.other_author(),
            }

        def _library(self, stream):
            """Return the library of document forms, for the editor of a manual alone."""
            if "document_forms" not in stream.child_blocks:
                return {}
            return {"library": forms_by_class(), "library_forms": shipped_forms()}

        def _corrections(self):
            """Return what reviewers want corrected; `is_here` where this form has the place."""
            page = self.instance
            found = [one for standing in standings_of(page) for one in standing.corrections]
            for one in found:
                one.is_here = bool(one.pointer) and one.kind == page.document_kind
            return found

        @cached_property
        def submitting(self) -> tuple[str, str] | None:
            """How this person submits the guide, or the manual with it: (address, why not)."""
            page = self.instance
            return registries.submitting(self.request.user, getattr(page, "guide", page))

        @cached_property
        def overview(self) -> Overview:
            """How far the page is, with links to what is missing."""
            prefetch_related_objects([self.instance.outline], "sections")
            english = (get_language() or "").startswith("en")
            found = overview(self.instance.present, self.instance.outline, english)
            for entry in found.entries:
                entry.editor_url = self.instance.other_editor_of(entry.key)
            return found

        def telepath_pack(self, context: Any) -> tuple[str, list[Any]]:
            # Wagtail would describe each panel to scripts of other people: a tenth of the form.
            return self.telepath_adapter_name, [self.js_opts() | {"children": []}]


class CatalogueFactsPanel(Panel):
    """What the catalogue says of the item: shown, locked, with the reason (事项信息)."""

    class BoundPanel(Panel.BoundPanel):
        """The facts of one guide's item."""

        template_name = "guides/panels/catalogue_facts.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            document = parent_context["overview"].document
            item = document and document.item
            english = english_names(self.instance.situation, item)
            return context | {
                "rows": catalogue_rows(self.instance.situation, item),
                "english": english,
                "missing": [name for _label, name, name_en in english if not name_en],
            }


class ManualLinkPanel(Panel):
    """Leads from a guide to its manual, or to making one (业务手册)."""

    class BoundPanel(Panel.BoundPanel):
        """The link of one guide."""

        template_name = "guides/panels/manual_link.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            manual = self.instance.manual if self.instance.numchild else None
            return context | {"guide": self.instance, "manual": manual}


class InheritedPanel(Panel):
    """What a guide inherits from its standard guide (标准指南): shown, not editable here."""

    class BoundPanel(Panel.BoundPanel):
        """The inherited sections of one heir."""

        template_name = "guides/panels/inherited.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.is_heir

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            document = parent_context["overview"].document
            sections = document and inherited_sections(document, self.instance.outline)
            return context | {
                "sections": sections,
                "standard": document and document.standard,
                "address": registries.standard_address(self.request.user, self.instance),
            }


class OwnGroup(MultiFieldPanel):
    """A group of fields that an heir of a standard guide does not write itself."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The group in one editor."""

        def is_shown(self) -> bool:
            return super().is_shown() and not self.instance.is_heir


class LocalGroup(MultiFieldPanel):
    """A group of those fields of an inherited section that an heir writes itself."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The group in one editor."""

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.is_heir


class OwnField(Field):
    """A field that an heir of a standard guide does not write itself."""

    class BoundPanel(Field.BoundPanel):
        """The field in one editor."""

        def is_shown(self) -> bool:
            return super().is_shown() and not self.instance.is_heir


class SharedSectionsPanel(Panel):
    """What a manual takes from its guide by reference: shown, not editable here."""

    class BoundPanel(Panel.BoundPanel):
        """The shared sections of one manual's guide."""

        template_name = "guides/panels/shared_sections.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            guide = self.instance.guide.get_latest_revision_as_object()
            return context | {"guide": guide, "sections": shared_sections(guide, self.instance)}


class DateInput(AdminDateInput):
    """Wagtail's input of a date, whose calendar is built when it is entered."""

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"lazyInit": True}


def _limit(name, heading):
    return MultiFieldPanel(
        [
            FieldRowPanel([Field(f"{name}_value"), Field(f"{name}_unit")]),
            Field(f"{name}_basis"),
            Field(f"{name}_note"),
        ],
        heading=heading,
    )


def _row(*names):
    return FieldRowPanel([Field(f"handling_{name}") for name in names])


def _section(key, children, panel=MultiFieldPanel, **kwargs):
    return panel(children, attrs={"data-section": key}, **kwargs)


TIME_LIMITS = _section(
    "time_limits",
    [
        _limit("statutory", _("Statutory time limit")),
        _limit("promised", _("Promised time limit")),
        _limit("acceptance", _("Time limit of acceptance")),
        _limit("delivery", _("Time limit of delivery")),
        Field("silence"),
    ],
    OwnGroup,
    heading=_("Time limits"),
    icon="time",
    classname="collapsed",
)
HANDLING = _section(
    "handling",
    [
        _row("case_type", "review_type"),
        Field("handling_forms"),
        _row("visits", "scope"),
        Field("handling_visit_reason"),
        _row("online", "online_url"),
        Field("handling_online_depth"),
        _row("commitment", "tolerance"),
        Field("handling_commitment_note"),
        Field("handling_tolerance_note"),
        _row("booking", "booking_url"),
        _row("express", "online_payment"),
        _row("kiosk", "assistance"),
        _row("authentication", "languages"),
    ],
    OwnGroup,
    heading=_("Ways of handling"),
    icon="order",
    classname="collapsed",
)
LOCAL_ADDRESSES = _section(
    "handling",
    [Field("handling_online_url"), Field("handling_booking_url")],
    LocalGroup,
    heading=_("Ways of handling: our own addresses"),
    icon="order",
)
GUIDE_PANELS = [
    _section(
        "cover",
        [
            Field("title", help_text=_("The official name, as the public sees it.")),
            FieldRowPanel([Field("doc_no"), Field("issuer")]),
            OwnField("summary"),
            Field("change_note"),
            FieldRowPanel(
                [Field("checked_on", widget=DateInput), Field("effective_on", widget=DateInput)]
            ),
        ],
        heading=_("Cover"),
        icon="doc-full",
    ),
    CatalogueFactsPanel(
        heading=_("From the catalogue"),
        icon="lock",
        classname="collapsed",
        attrs={"data-section": "catalogue"},
    ),
    InheritedPanel(
        heading=_("Inherited from the standard guide"),
        icon="lock",
        attrs={"data-section": "inherited"},
    ),
    TIME_LIMITS,
    HANDLING,
    LOCAL_ADDRESSES,
    _section(
        "fees_charged",
        [Field("fees_charged")],
        OwnGroup,
        heading=_("Is there a fee?"),
        icon="tag",
    ),
    Field("sections"),
    ExtraFieldsPanel("extra", heading=_("Extra fields"), attrs={"data-section": "extra"}),
    ManualLinkPanel(heading=_("Business manual"), icon="doc-full-inverse"),
    CommentPanel(),
]
MANUAL_PANELS = [
    _section(
        "cover",
        [
            Field("title", help_text=_("The official name; only officials see the manual.")),
            Field("doc_no"),
            Field("change_note"),
        ],
        heading=_("Cover"),
        icon="doc-full",
    ),
    SharedSectionsPanel(heading=_("From the guide"), icon="lock", classname="collapsed"),
    Field("sections"),
    CommentPanel(),
]
