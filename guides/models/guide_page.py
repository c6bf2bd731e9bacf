"""The page on which a department compiles a service guide."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.page_permissions import DepartmentScopedPage
from guides.blocks.sections import GUIDE_SECTIONS, SectionsBlock
from guides.forms import GuidePageForm

from .facts import GuideFacts


class GuidePage(DepartmentScopedPage, GuideFacts, Page):
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
    fees_charged = models.BooleanField(_("charged"), null=True, blank=True)
    sections = StreamField(
        SectionsBlock(GUIDE_SECTIONS), verbose_name=_("sections"), blank=True, use_json_field=True
    )

    base_form_class = GuidePageForm
    content_panels = [
        FieldPanel("title"),
        *(FieldPanel(name) for name in ("doc_no", "issuer", "summary", "change_note")),
        FieldPanel("checked_on"),
        FieldPanel("fees_charged"),
        *(FieldPanel(field.name) for field in GuideFacts._meta.fields),
        FieldPanel("sections"),
    ]
    promote_panels = []
    settings_panels = []

    parent_page_types = ["guides.GuideFolder"]
    subpage_types = ["guides.ManualPage"]

    class Meta:
        verbose_name = _("service guide")
        verbose_name_plural = _("service guides")
