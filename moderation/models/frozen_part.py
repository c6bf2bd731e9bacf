"""Which shared parts a Submission was frozen with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel


class FrozenPart(AppendOnlyModel):
    """A shared part as a Submission froze it (冻结的共用内容): its version, and the rows it gave.

    `rows` are pointers into the guide's Document, `overridden` the fields that are its own.
    """

    submission = models.ForeignKey(
        "moderation.Submission", on_delete=models.PROTECT, related_name="frozen_parts"
    )
    part = models.ForeignKey("guides.SharedPart", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"))
    rows = models.JSONField(default=list)
    overridden = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "part"], name="one_frozen_part_a_submission"
            )
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.part_id} v{self.version}"
