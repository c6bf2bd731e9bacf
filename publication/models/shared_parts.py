"""Changes of shared parts: prepared, approved as one, and carried into every guide that uses it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.append_only import AppendOnlyModel
from core.people.signature import SignedModel
from moderation.choices import ReviewStage, Verdict


class FiledPart(models.Model):
    """That the newest filed version of a guide says a part (备案版本用到的共用内容), and as which.

    `rows` are pointers into its Document; `overridden` names the fields that are its own, each
    between commas.
    """

    code = models.CharField(_("code"), max_length=120)
    part = models.ForeignKey("guides.SharedPart", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"))
    department_slug = models.CharField(_("department"), max_length=40)
    rows = models.JSONField(default=list)
    overridden = models.CharField(max_length=400, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "part"], name="one_filed_part_a_guide")
        ]
        indexes = [
            models.Index(fields=["part", "id"], name="filed_uses_of_a_part"),
            models.Index(fields=["part", "department_slug"], name="filed_uses_by_department"),
            models.Index(
                fields=["part", "id"], condition=~models.Q(overridden=""), name="own_filed_uses"
            ),
        ]

    def __str__(self):
        return f"{self.code} · {self.part_id} v{self.version}"


class PartChange(SignedModel):
    """A change of a shared part (共用内容的修改): a draft, then one review, then one batch.

    `data` is what the part is to say, `sha256` what the decisions name: it binds data, date and
    the text of every guide that will be filed. The `alike` fields say which guides give up what
    they say in their own way (全部改成一样). `seen_at` is when its worker was last at it.
    """

    class State(models.TextChoices):
        """How far a change is."""

        DRAFT = "draft", pgettext_lazy("change of a part", "Draft")
        PREPARING = "preparing", pgettext_lazy("change of a part", "Being prepared")
        IN_REVIEW = "in_review", pgettext_lazy("change of a part", "In review")
        FILING = "filing", pgettext_lazy("change of a part", "Being filed")
        DONE = "done", pgettext_lazy("change of a part", "Done")
        DROPPED = "dropped", pgettext_lazy("change of a part", "Given up")

    OPEN = (State.DRAFT, State.PREPARING, State.IN_REVIEW, State.FILING)
    WORKING = (State.PREPARING, State.FILING)

    part = models.ForeignKey("guides.SharedPart", on_delete=models.PROTECT, related_name="changes")
    base_version = models.PositiveIntegerField(_("changes version"))
    data = models.JSONField(_("content"), default=dict)
    value = models.JSONField(
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text="The same as the editor's form keeps it.",
    )
    reason = models.TextField(_("reason"), max_length=500)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    alike_fields = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Fields that guides which say them in their own way are to say as the part does.",
    )
    alike_codes = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Codes of these guides.",
    )
    alike_everywhere = models.BooleanField(
        default=False, db_default=False, help_text="All guides, in place of those codes."
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    stage = models.CharField(_("stage"), max_length=12, choices=ReviewStage.choices, blank=True)
    attempt = models.PositiveIntegerField(_("times submitted"), default=0)
    editors = models.JSONField(default=list, help_text="Ids of the people who wrote it.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("submitted"), null=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    prepared_to = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a shared part")
        verbose_name_plural = _("changes of shared parts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part"],
                condition=models.Q(state__in=("draft", "preparing", "in_review", "filing")),
                name="one_open_change_a_part",
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="part_changes_by_state")]

    def __str__(self):
        return f"{self.part} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it may still change something."""
        return self.state in self.OPEN

    def alike_of(self, filed: FiledPart) -> list[str]:
        """Return the fields that a guide says in its own way until it is made the same in them."""
        if not (self.alike_everywhere or filed.code in self.alike_codes):
            return []
        return [name for name in self.alike_fields if f",{name}," in filed.overridden]


class PartChangeItem(models.Model):
    """One guide of a change: the version that it replaces, the text that was approved, the result.

    The hashes are those of the texts that filing will write, worked out when the change was sent.
    """

    class State(models.TextChoices):
        """What became of a guide."""

        WAITING = "waiting", pgettext_lazy("guide of a change", "Waiting")
        FILED = "filed", pgettext_lazy("guide of a change", "Filed")
        KEPT = "kept", pgettext_lazy("guide of a change", "Left as it is")
        SKIPPED = "skipped", pgettext_lazy("guide of a change", "Passed over")

    change = models.ForeignKey(PartChange, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(_("code"), max_length=120)
    title = models.CharField(_("title"), max_length=255)
    department_slug = models.CharField(_("department"), max_length=40)
    base_version = models.PositiveIntegerField(_("compared with version"))
    guide_sha256 = models.CharField(max_length=64)
    manual_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    why = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(_("version"), null=True)
    filing_no = models.CharField(_("filing number"), max_length=100, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "code"], name="one_item_a_change_and_guide")
        ]
        indexes = [
            models.Index(fields=["change", "state", "id"], name="items_by_state"),
            models.Index(fields=["change", "department_slug"], name="items_by_department"),
        ]

    def __str__(self):
        return f"{self.change_id} · {self.code}"


class PartDecision(SignedModel, AppendOnlyModel):
    """What somebody decided about a change of a part (共用内容审核意见), of which fingerprint.

    At the stage of departments each one concerned decides for its own guides: returned means that
    it objects, so that its guides stay as they are.
    """

    change = models.ForeignKey(PartChange, on_delete=models.PROTECT, related_name="decisions")
    attempt = models.PositiveIntegerField()
    stage = models.CharField(_("stage"), max_length=12, choices=ReviewStage.choices)
    department = models.ForeignKey(
        "core.Department", null=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    opinion = models.TextField(_("opinion"), blank=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "attempt", "stage", "department"],
                name="one_decision_a_stage_and_department",
            )
        ]
        ordering = ["pk"]

    def __str__(self):
        return f"{self.change_id} · {self.stage} · {self.verdict}"
