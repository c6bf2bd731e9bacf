"""The Submission: the frozen Documents that every stage reads and that filing publishes."""

import json
from datetime import date
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import MESSAGE, AppendOnlyError, AppendOnlyModel
from core.people.signature import SignedModel
from guides.document import GuideDocument, ManualDocument, sha256_hex
from guides.document.text_field import DocumentTextField
from moderation.choices import ChangeKind, ReviewStage, SubmissionState
from moderation.querysets import PROGRESS, SubmissionQuerySet


class Submission(SignedModel):
    """A submission (报送件) of a guide, with its manual when it has one; its texts never change.

    `guide_text` and `manual_text` are canonical JSON (RFC 8785); `sha256` binds both texts and
    the proposed date, and is what an approval names. Only the fields of `PROGRESS` ever change.
    """

    page = models.ForeignKey(
        "guides.GuidePage",
        verbose_name=_("guide"),
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    manual_page = models.ForeignKey(
        "guides.ManualPage",
        verbose_name=_("manual"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    code = models.CharField(_("code"), max_length=120, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    change_kind = models.CharField(
        _("kind of change"),
        max_length=12,
        null=True,
        blank=True,
        choices=ChangeKind.choices,
        help_text=_("Empty: a first version is new, any other an amendment."),
    )
    kind_reason = models.TextField(
        _("why this path"),
        null=True,
        blank=True,
        help_text=_("Why it is a correction, or urgent."),
    )
    attempt = models.PositiveIntegerField(_("times submitted"), default=1)
    guide_text = DocumentTextField(editable=False)
    guide_sha256 = models.CharField(max_length=64, editable=False)
    manual_text = DocumentTextField(blank=True, editable=False)
    manual_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    sha256 = models.CharField(_("content fingerprint"), max_length=64, editable=False)
    base_version = models.PositiveIntegerField(_("compared with version"), default=0)
    base_manual_version = models.PositiveIntegerField(default=0, editable=False)
    changes = models.JSONField(
        default=dict, editable=False, help_text="How many places changed, by section."
    )
    reasons = models.JSONField(_("reasons by section"), default=dict, blank=True)
    error_count = models.IntegerField(
        null=True, editable=False, help_text="What the quality rules found when it was sent."
    )
    reminder_count = models.IntegerField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=SubmissionState.choices,
        default=SubmissionState.IN_REVIEW,
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=ReviewStage.choices, default=ReviewStage.DEPARTMENT
    )
    workflow_state = models.ForeignKey(
        "wagtailcore.WorkflowState",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        editable=False,
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    has_parts = models.BooleanField(
        null=True, editable=False, help_text="Whether it, or one before it, froze shared parts."
    )
    to_correct_since = models.DateTimeField(_("to be corrected since"), null=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(state=SubmissionState.IN_REVIEW),
                name="one_submission_in_review_a_guide",
            )
        ]
        indexes = [
            models.Index(fields=["state", "stage", "department", "submitted_at"]),
            models.Index(fields=["submitted_by", "state"]),
            models.Index(fields=["submitted_at"], name="submissions_by_moment"),
            models.Index(
                fields=["department", "to_correct_since"],
                condition=models.Q(to_correct_since__isnull=False),
                name="submissions_to_correct",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not PROGRESS.issuperset(kwargs.get("update_fields") or {""}):
            raise AppendOnlyError(MESSAGE)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(MESSAGE)

    @property
    def guide(self) -> GuideDocument:
        """The frozen Document of the guide."""
        return GuideDocument.model_validate_json(self.guide_text)

    @property
    def manual(self) -> ManualDocument | None:
        """The frozen Document of the manual, or None."""
        return ManualDocument.model_validate_json(self.manual_text) if self.manual_text else None

    @property
    def kind(self) -> ChangeKind:
        """The ChangeKind: as chosen, else a first version is new and any other an amendment."""
        usual = ChangeKind.AMEND if self.base_version else ChangeKind.NEW
        return ChangeKind(self.change_kind) if self.change_kind else usual

    @property
    def is_open(self) -> bool:
        """Whether it is still in review."""
        return self.state == SubmissionState.IN_REVIEW

    @property
    def editor_ids(self) -> set[int]:
        """Ids of the people who saved its guide or manual since the last filed version."""
        return {editor.user_id for editor in self.editors.all()}

    @property
    def is_intact(self) -> bool:
        """Whether the texts still have the hashes that they were submitted with."""
        guide = sha256_hex(self.guide_text)
        manual = sha256_hex(self.manual_text) if self.manual_text else ""
        return self.sha256 == self.fingerprint(guide, manual, self.effective_on)

    @staticmethod
    def fingerprint(guide_sha256: str, manual_sha256: str, effective_on: date | None) -> str:
        """Return the hash that binds guide, manual and proposed date."""
        bound = [guide_sha256, manual_sha256, effective_on.isoformat() if effective_on else ""]
        return sha256_hex(json.dumps(bound))


class SubmissionEditor(AppendOnlyModel):
    """A person who saved the guide or manual of a Submission, and so never decides it (编制人)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="editors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("editor of a submission")
        verbose_name_plural = _("editors of a submission")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "user"], name="one_row_an_editor_and_submission"
            )
        ]
