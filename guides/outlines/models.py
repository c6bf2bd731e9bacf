"""Outlines (模板): which sections a kind of document has, in which order, under which name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from core.texts.code_fields import SlugCodeField
from guides import choices
from guides.document.shared import OutlineRef
from guides.document.shared import OutlineSection as FrozenSection
from guides.outlines.extra_fields import ExtraFieldRule, rules_of


def offered_extra_rules() -> list[ExtraFieldRule]:
    """Return the extra fields of all outlines that are offered for new guides; one query."""
    outlines = Outline.objects.filter(is_active=True).exclude(extra_fields=[]).order_by("pk")
    rows = outlines.values_list("extra_fields", flat=True)
    return [rule for data in rows for rule in rules_of(data)]


class Outline(ClusterableModel):
    """One version of an outline (模板); the sections are data, so that a standard can be loaded."""

    key = SlugCodeField(_("key"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=choices.DocumentKind.choices)
    label = models.CharField(_("name"), max_length=100)
    label_en = models.CharField(_("English name"), max_length=200, blank=True)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    is_active = models.BooleanField(_("offered for new pages"), default=True)
    extra_fields = models.JSONField(
        _("extra fields"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text=_("What a city asks beyond the sections, as JSON."),
    )

    # A million guides point here: `core.lists.usage` says which, without a row for each.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        ordering = ["kind", "key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_outline_a_version")
        ]

    def __str__(self):
        return f"{self.label} v{self.version}"

    @property
    def extra_rules(self) -> list[ExtraFieldRule]:
        """The extra fields that the outline declares, in their order."""
        return rules_of(self.extra_fields)

    def newer(self) -> "Outline | None":
        """Return the newest version of this outline, where it is not this one."""
        versions = Outline.objects.filter(key=self.key, version__gt=self.version)
        return versions.order_by("-version").first()

    def frozen(self) -> OutlineRef:
        """Return what a Document keeps of its outline."""
        return OutlineRef(
            key=self.key,
            version=self.version,
            sections=[
                FrozenSection(key=section.key, label=section.label, label_en=section.label_en)
                for section in self.sections.all()
            ],
        )


class OutlineSection(Orderable):
    """One section (要素) of an outline; `key` is its path in the Document, such as `item.codes`."""

    outline = ParentalKey(Outline, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(_("section"), max_length=100)
    label = models.CharField(_("label"), max_length=100)
    label_en = models.CharField(_("English label"), max_length=200, blank=True)
    requirement = models.CharField(
        _("requirement"),
        max_length=1,
        choices=choices.Requirement.choices,
        default=choices.Requirement.MANDATORY,
    )
    condition = models.JSONField(
        _("condition"),
        default=dict,
        blank=True,
        help_text=_("Document path → allowed values; all must hold."),
    )
    required_fields = models.JSONField(
        _("fields to be filled"),
        default=list,
        blank=True,
        help_text=_("Paths below the section, `*` for every row, such as `items.*.name`."),
    )
    guidance = models.TextField(_("what to write"), blank=True)
    guidance_en = models.TextField(_("what to write (English)"), blank=True)
    min_rows = models.PositiveSmallIntegerField(_("at least so many rows"), default=0)
    max_length = models.PositiveIntegerField(_("longest text"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["outline", "key"], name="one_section_a_key")]

    def __str__(self):
        return self.label
