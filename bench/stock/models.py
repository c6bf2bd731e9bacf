"""The stock page: the same fields, the same StreamField, the same template as our guides."""

from datetime import date

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.documents import get_document_model
from wagtail.models import Page

from guides.blocks.file_block import FileBlock
from guides.blocks.sections import GUIDE_SECTIONS, SectionsBlock
from guides.document import GuideDocument, parts, public_cut
from guides.editor.sections_field import SectionsField
from guides.showing.guide_context import guide_context

# Ours chooses among the files of departments, which a stock site has not.
FileBlock.target_model = property(lambda block: get_document_model())

LIMITS = ("statutory", "promised", "acceptance", "delivery")
COVER = ("doc_no", "summary", "issuer", "change_note")
BLANK = public_cut(GuideDocument())


class StockDepartmentPage(Page):
    """A department's page."""

    subpage_types = ["stock.StockGuidePage"]


def _field(default):
    """Return the model field for a fact whose blank value in the Document is `default`."""
    if isinstance(default, list):
        return models.JSONField(default=list, blank=True)
    if isinstance(default, str):
        return models.TextField(blank=True)
    return models.JSONField(null=True, blank=True)


class Facts(models.Model):
    """Base whose columns are the facts of time limits and handling, as ours has them."""

    class Meta:
        abstract = True

    for _name, _default in BLANK["handling"].items():
        locals()[f"handling_{_name}"] = _field(_default)
    for _limit in LIMITS:
        for _name, _default in BLANK["time_limits"][_limit].items():
            locals()[f"{_limit}_{_name}"] = _field(_default)


class StockGuidePage(Facts, Page):
    """A guide as a plain Wagtail page."""

    source_id = models.BigIntegerField(unique=True)
    doc_no = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    change_note = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    fees_charged = models.BooleanField(null=True)
    filing_no = models.CharField(max_length=100, blank=True)
    catalogue = models.JSONField(default=dict)
    outline = models.JSONField(default=dict)
    sections = SectionsField(SectionsBlock(GUIDE_SECTIONS), blank=True)

    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in (*COVER, "checked_on", "fees_charged")),
        *(FieldPanel(field.name) for field in Facts._meta.fields),
        FieldPanel("sections"),
    ]
    template = "guides/guide_page.html"
    parent_page_types = ["stock.StockDepartmentPage"]
    api_fields = [
        *(APIField(name) for name in (*COVER, "checked_on", "fees_charged", "filing_no")),
        *(APIField(field.name) for field in Facts._meta.fields),
        APIField("catalogue"),
        APIField("outline"),
        APIField("sections"),
    ]

    def public(self):
        """Return what the shared template's context is made of, read from this page."""
        sections = {
            child.block_type: child.block.get_api_representation(child.value)
            for child in self.sections
        }
        limits = {
            limit: {name: getattr(self, f"{limit}_{name}") for name in parts.Limit.model_fields}
            for limit in LIMITS
        }
        return BLANK | {
            **{name: getattr(self, name) for name in COVER},
            "title": self.title,
            "outline": self.outline,
            **sections,
            "item": BLANK["item"] | self.catalogue | sections.get("item", {}),
            "fees": sections.get("fees", {"items": []}) | {"charged": self.fees_charged},
            "time_limits": BLANK["time_limits"] | limits,
            "handling": {name: getattr(self, f"handling_{name}") for name in BLANK["handling"]},
        }

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filed_on = self.first_published_at.date() if self.first_published_at else date.today()
        envelope = {
            "code": self.slug,
            "kind": "guide",
            "version": 1,
            "filing_no": self.filing_no,
            "filed_on": filed_on.isoformat(),
            "published_on": filed_on.isoformat(),
            "effective_on": filed_on.isoformat(),
            "state": "current",
            "sha256": "",
            "seq": 1,
        }
        context.update(guide_context(self.public(), envelope, "zh-hans"))
        return context | {"code": self.slug, "address": request.build_absolute_uri()}
