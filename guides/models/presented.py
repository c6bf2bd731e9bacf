"""What guide and manual pages have in common: their preview is the public page of a Document."""

from django.db import models
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError


class PresentedPage(models.Model):
    """A page whose preview is drawn from its Document, by the template of the public page."""

    preview_modes = [("zh-hans", _("Chinese")), ("en", _("English"))]
    # Wagtail asks the database twice a save; a site begins at a folder above.
    _is_site_root = False

    class Meta:
        abstract = True

    def serve_preview(self, request, mode_name):
        """Return the public page of this draft, or a page that says why there is none."""
        with translation.override(mode_name or "zh-hans"):
            try:
                context = self.preview_context(mode_name or "zh-hans")
            except ValidationError as error:
                return self._unpresentable(request, error)
            answer = TemplateResponse(request, self.template, context | {"code": ""})
            return answer.render()

    def _unpresentable(self, request, error):
        from guides.document.errors import problems_of

        context = {"problems": problems_of(error)}
        return TemplateResponse(request, "guides/unpresentable.html", context).render()
