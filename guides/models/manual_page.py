"""The page on which a department compiles a business manual, below its guide."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from core.wagtail_changes.scoped_page import DepartmentScopedPage
from guides.blocks.sections import MANUAL_KEYS, MANUAL_SECTIONS, SectionsBlock
from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument
from guides.editor.forms import ManualPageForm
from guides.editor.panels import MANUAL_PANELS, EditorLayout
from guides.editor.section_groups import COVER
from guides.editor.sections_field import SectionsField
from guides.presenter import present_manual
from guides.showing.manual_context import manual_context

from .presented import PresentedPage


class ManualPage(PresentedPage, DepartmentScopedPage, Page):
    """A business manual (业务手册): its guide's sections by reference, and internal ones."""

    outline = models.ForeignKey(
        "guides.Outline",
        verbose_name=_("outline"),
        on_delete=models.PROTECT,
        related_name="manual_pages",
    )
    doc_no = models.CharField(_("document number"), max_length=100, blank=True)
    change_note = models.TextField(_("what changed"), blank=True)
    sections = SectionsField(
        SectionsBlock(MANUAL_SECTIONS), verbose_name=_("sections"), blank=True, use_json_field=True
    )

    search_fields = [*Page.search_fields, index.SearchField("doc_no")]

    edit_handler = EditorLayout(MANUAL_PANELS, base_form_class=ManualPageForm)

    template = "guides/manual_page.html"
    parent_page_types = ["guides.GuidePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("business manual")
        verbose_name_plural = _("business manuals")

    def other_editor_of(self, key: str) -> str:
        """Return the address of the guide's editor for a section that the manual takes from it."""
        if key == COVER or key in MANUAL_KEYS:
            return ""
        return reverse("wagtailadmin_pages:edit", args=[self.get_parent().pk])

    document_kind = DocumentKind.MANUAL

    @property
    def guide_code(self) -> str:
        """The code of the guide that this manual belongs to."""
        return self.get_parent().specific_deferred.code

    @property
    def guide(self) -> Any:
        """The guide page that this manual belongs to."""
        return self.get_parent().specific

    def present(self) -> ManualDocument:
        """Return the Document of this page with its guide's newest draft."""
        return present_manual(self, self.guide.get_latest_revision_as_object().present())

    def draw_with(self, guide: GuideDocument, request: HttpRequest, language: str) -> HttpResponse:
        """Return this draft with a guide's facts that may not be saved yet."""
        document = present_manual(self, guide).model_dump(mode="json")
        context = manual_context(document, None, language) | {"code": ""}
        return TemplateResponse(request, self.template, context).render()

    def preview_context(self, language: str) -> dict[str, Any]:
        """Return what officials would see of this draft."""
        return manual_context(self.present().model_dump(mode="json"), None, language)
