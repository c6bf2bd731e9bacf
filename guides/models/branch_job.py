"""Jobs on a branch of the page tree, which the relay carries out batch by batch."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guides.guide_job import GuideJob


class BranchJob(GuideJob):
    """A job on a branch (枝干作业): takes away its drafts, or hands its guides over.

    `last_path` is where it goes on; it is written in the transaction of each batch.
    """

    class Kind(models.TextChoices):
        """What is done to the branch."""

        DELETE = "delete", _("Delete drafts")
        MOVE = "move", _("Hand over")

    class Kept(models.TextChoices):
        """Why a guide stays where and as it is."""

        BOUND = "bound", _("submitted or filed before")
        IN_REVIEW = "in_review", _("under review")
        SIBLING_IN_REVIEW = "sibling", _("another guide of its item is under review")
        CODE_TAKEN = "code_taken", _("the receiving department has an item of this basic code")

    MOST_LISTED = 100

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    branch_path = models.CharField(max_length=255, editable=False)
    branch_title = models.CharField(_("branch"), max_length=255, editable=False)
    target = models.ForeignKey(
        "core.Department",
        verbose_name=_("receiving department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    items = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text="Ids of the catalogue items that go; empty: all.",
    )
    takes_reviewed = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether guides under review go as well; their text is then renewed.",
    )
    reason = models.TextField(_("reason"), max_length=500)
    kept_guides = models.JSONField(
        default=list, blank=True, help_text="The first of these: page id, title, why."
    )
    last_path = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("branch job")
        verbose_name_plural = _("branch jobs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"],
                condition=models.Q(state__in=("waiting", "running")),
                name="one_active_branch_job_a_department",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="move", target__isnull=False)
                | models.Q(kind="delete", target__isnull=True),
                name="a_hand_over_has_a_receiver",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.branch_title}"

    @property
    def kept_listed(self) -> list[tuple[int, str, str | Promise]]:
        """The first kept guides as (page id, title, why in words)."""
        return [(pk, title, self.Kept(why).label) for pk, title, why in self.kept_guides]

    def note_kept(self, guides: Sequence[Any], why_of: Mapping[int, str]) -> None:
        """Count guides that stay, and list the first; `why_of` gives the reason by page id."""
        self.kept += len(guides)
        room = self.MOST_LISTED - len(self.kept_guides)
        self.kept_guides += [[one.pk, one.title, why_of[one.pk]] for one in guides[:room]]
