"""Runs over the guides of an outline: dry runs against a new version, and upgrades of drafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guides.guide_job import GuideJob
from guides.outlines.draft_models import OutlineDraft
from guides.outlines.models import Outline


class OutlineRun(GuideJob):
    """A run (试算、升级): holds every guide of an outline against one text of it, page by page.

    `last_page` is where it goes on; it is written in the transaction of each batch.
    """

    class Kind(models.TextChoices):
        """What is done."""

        TRIAL = "trial", _("Dry run")
        UPGRADE = "upgrade", _("Upgrade of drafts")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.CharField(_("key"), max_length=60)
    draft = models.ForeignKey(OutlineDraft, null=True, on_delete=models.PROTECT, related_name="+")
    outline = models.ForeignKey(Outline, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict, help_text="What the guides are held against.")
    sha256 = models.CharField(_("content fingerprint"), max_length=64)
    last_page = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("run over the guides of an outline")
        verbose_name_plural = _("runs over the guides of outlines")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["key", "sha256"], name="runs_of_an_outline")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=("waiting", "running")),
                name="one_active_run_an_outline",
            )
        ]

    def __str__(self):
        facts = {"label": self.content.get("label", ""), "version": self.content.get("version", 0)}
        return f"{self.get_kind_display()} · {facts['label']} v{facts['version']}"


class OutlineRunText(models.Model):
    """What a run found of one text of a guide: its draft, what is under review, what is published.

    `missing` are the first places that do not follow, as (pointer, sentence).
    """

    class Standing(models.TextChoices):
        """Which text of the guide."""

        PUBLISHED = "published", _("Published")
        IN_REVIEW = "in_review", _("Under review")
        DRAFT = "draft", pgettext_lazy("outline", "Draft")

    class Result(models.TextChoices):
        """What became of it."""

        FITS = "fits", _("conforms")
        LACKS = "lacks", _("does not conform")
        UPGRADED = "upgraded", _("upgraded, conforms")
        UPGRADED_LACKS = "up_lacks", _("upgraded, does not conform yet")
        LEFT = "left", _("not touched until its next revision")
        REFUSED = "refused", _("left as it is")

    run = models.ForeignKey(OutlineRun, on_delete=models.CASCADE, related_name="texts")
    page = models.ForeignKey("guides.GuidePage", on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey("core.Department", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    result = models.CharField(max_length=10, choices=Result.choices)
    missing = models.JSONField(default=list)
    missing_count = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "page", "standing"], name="one_row_a_run_and_text"
            )
        ]
        indexes = [models.Index(fields=["run", "result", "id"], name="texts_of_a_run")]

    def __str__(self):
        return f"{self.title} · {self.get_standing_display()}"
