"""Full readings: who read the whole text of a Submission to its end."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from guides.choices import DocumentKind


class FullReading(AppendOnlyModel):
    """A person has read the guide or the manual of a Submission to its end (通读); append-only."""

    submission = models.ForeignKey(
        "moderation.Submission", on_delete=models.PROTECT, related_name="readings"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    read_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("full reading")
        verbose_name_plural = _("full readings")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "user", "kind"], name="one_full_reading_a_person_and_text"
            )
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.user_id} · {self.kind}"
