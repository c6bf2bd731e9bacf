"""The page on which a department compiles a service guide."""

from typing import Any, Self

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision
from wagtail.search import index

from core import registries
from core.wagtail_changes.scoped_page import DepartmentScopedPage
from guides.blocks.sections import GUIDE_SECTIONS, SectionsBlock
from guides.choices import DocumentKind
from guides.document import GuideDocument, public_cut
from guides.editor.forms import GuidePageForm
from guides.editor.panels import GUIDE_PANELS, EditorLayout
from guides.editor.sections_field import SectionsField
from guides.presenter import present_guide, sections_of_page
from guides.shared_parts.inheriting import keep_local
from guides.shared_parts.resolving import has_references
from guides.shared_parts.using import keep_uses
from guides.showing.guide_context import guide_context

from .catalogue import ServiceItem
from .facts import GuideFacts
from .manual_page import ManualPage
from .presented import PresentedPage

DRAFT_PAPERS = {"short": _("Short form"), "notice": _("Notice")}
"""The papers that the preview shows beside the public page."""
PAPER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)
"""Papers bring their styles with them, and nothing else."""


class GuidePage(PresentedPage, DepartmentScopedPage, GuideFacts, Page):
    """A service guide (办事指南): everything a person needs to get one service done.

    The page is where drafts live; readers get the PublishedVersion of its filed Submission.
    """

    situation = models.OneToOneField(
        "guides.ItemSituation",
        verbose_name=_("handling item"),
        on_delete=models.PROTECT,
        related_name="guide_page",
    )
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="guide_pages",
        editable=False,
    )
    code = models.SlugField(_("code"), max_length=120, unique=True, editable=False)
    outline = models.ForeignKey(
        "guides.Outline",
        verbose_name=_("outline"),
        on_delete=models.PROTECT,
        related_name="guide_pages",
    )
    doc_no = models.CharField(_("document number"), max_length=100, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)
    summary = models.TextField(_("in plain words"), blank=True)
    change_note = models.TextField(_("what changed"), blank=True)
    checked_on = models.DateField(_("content checked on"), null=True, blank=True)
    effective_on = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("A proposal; filing confirms or postpones it."),
    )
    change_reasons = models.JSONField(
        _("reasons for the changes, by section"), default=dict, blank=True
    )
    extra = models.JSONField(
        _("extra fields"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text=_("What the outline asks beyond the sections, and what an earlier one asked."),
    )
    follows_parts = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Whether it uses shared parts."
    )
    standard = models.ForeignKey(
        "guides.SharedPart",
        verbose_name=_("standard guide"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="heirs",
        editable=False,
        help_text="From which it inherits; its drafts then hold only what is local.",
    )
    fees_charged = models.BooleanField(_("charged"), null=True, blank=True)
    sections = SectionsField(
        SectionsBlock(GUIDE_SECTIONS), verbose_name=_("sections"), blank=True, use_json_field=True
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("code"),
        index.SearchField("doc_no"),
        index.RelatedFields(
            "situation",
            [
                index.SearchField("name"),
                index.RelatedFields("item", ServiceItem.names_and_codes),
            ],
        ),
    ]

    edit_handler = EditorLayout(GUIDE_PANELS, base_form_class=GuidePageForm)

    template = "guides/guide_page.html"
    preview_modes = [
        *PresentedPage.preview_modes,
        *DRAFT_PAPERS.items(),
        (DocumentKind.MANUAL.value, DocumentKind.MANUAL.label),
    ]
    parent_page_types = ["guides.GuideFolder"]
    subpage_types = ["guides.ManualPage"]

    class Meta:
        verbose_name = _("service guide")
        verbose_name_plural = _("service guides")

    def with_content_json(self, content: Any) -> Any:
        """Return the page as a revision has it; whose guide it is comes from the row.

        A guide may have been handed over since that revision was saved.
        """
        return self.share_known_facts(super().with_content_json(content))

    @classmethod
    def rows_for_drafts(cls) -> QuerySet[Self]:
        """Return the guides with item and outline; what a draft says itself is deferred."""
        rows = cls.objects.select_related("situation__item__department", "outline")
        kept = {"code", "change_reasons", "effective_on"}
        columns = (field for field in cls._meta.local_concrete_fields if not field.is_relation)
        return rows.defer(*(field.name for field in columns if field.name not in kept))

    def share_known_facts(self, draft: Any) -> Any:
        """Return a draft of this guide with what the row knows: whose it is, and what was read."""
        draft.code, draft.situation_id = self.code, self.situation_id
        draft.department_id, draft.standard_id = self.department_id, self.standard_id
        for name in ("situation", "outline"):
            field: Any = self._meta.get_field(name)
            same = field.value_from_object(draft) == field.value_from_object(self)
            if same and field.is_cached(self):
                setattr(draft, name, getattr(self, name))
        return draft

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a draft, and which shared parts it uses: nothing is asked where none was or is.

        What is inherited is never kept in a draft.
        """
        if self.is_heir:
            keep_local(self)
        followed_before = self.follows_parts
        self.follows_parts = self.is_heir or has_references(self.sections)
        revision = super().save_revision(*args, **kwargs)
        if followed_before or self.follows_parts:
            keep_uses(self, sections_of_page(self))
        return revision

    document_kind = DocumentKind.GUIDE

    @property
    def guide_code(self) -> str:
        """The code under which this guide is filed."""
        return self.code

    @property
    def is_heir(self) -> bool:
        return self.standard_id is not None

    @property
    def manual(self) -> ManualPage | None:
        """The manual page below this guide, or None."""
        return ManualPage.objects.child_of(self).first()

    def present(self) -> GuideDocument:
        """Return the Document of this page; pydantic.ValidationError on bad data."""
        return present_guide(self)

    def draw_draft(self, request: HttpRequest, mode_name: str, language: str) -> HttpResponse:
        """Return the public page, a paper, or the manual with the guide's facts as they are now."""
        if mode_name in DRAFT_PAPERS:
            paper = registries.draft_paper(mode_name, self.code, public_cut(self.present()))
            return HttpResponse(paper, headers={"Content-Security-Policy": PAPER_POLICY})
        if mode_name == DocumentKind.MANUAL:
            return self._draw_manual(request, language)
        return super().draw_draft(request, mode_name, language)

    def _draw_manual(self, request, language):
        manual = self.manual
        if manual is None:
            context = {"address": reverse("guides_new_manual", args=[self.pk]) if self.pk else ""}
            return TemplateResponse(request, "guides/no_manual.html", context).render()
        draft = manual.get_latest_revision_as_object()
        return draft.draw_with(self.present(), request, language)

    def preview_context(self, language: str) -> dict[str, Any]:
        """Return what the public page would show of this draft."""
        return guide_context(public_cut(self.present()), None, language)
