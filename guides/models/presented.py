"""What guide and manual pages have in common: their preview is the public page of a Document."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from guides.document.errors import problems_of


class PresentedPage(models.Model):
    """A page whose preview is drawn from its Document, by the template of the public page."""

    preview_modes = [("zh-hans", _("Chinese")), ("en", _("English"))]

    class Meta:
        abstract = True

    def is_site_root(self) -> bool:
        """Return False without a query, of which Wagtail makes two a save: a site begins above."""
        return False

    @property
    def is_heir(self) -> bool:
        """Whether it inherits from a standard guide."""
        return False

    editor_template = "guides/editor/edit.html"

    def other_editor_of(self, key: str) -> str:
        """Return the address of the editor in which a section is written; empty for this page's."""
        return ""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return what this draft would be, or a page that says why it cannot be drawn.

        Modes are the languages of the public page, and what else a page has; one that there is
        not counts as Chinese.
        """
        language = mode_name if mode_name in dict(PresentedPage.preview_modes) else "zh-hans"
        with translation.override(language):
            try:
                answer = self.draw_draft(request, mode_name, language)
            except ValidationError as error:
                problems = {"problems": problems_of(error)}
                answer = TemplateResponse(request, "guides/unpresentable.html", problems).render()
            answer["Content-Language"] = language
            return answer

    def draw_draft(self, request: HttpRequest, mode_name: str, language: str) -> HttpResponse:
        """Return this draft as a mode shows it; pydantic.ValidationError on bad data."""
        context = self.preview_context(language) | {"code": ""}
        return TemplateResponse(request, self.template, context).render()
