"""Digests that were sent: one a person and day."""

from django.conf import settings
from django.db import models


class DigestSent(models.Model):
    """A daily digest (每日提醒) that a person got, or that is tried again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_person_and_day")
        ]

    def __str__(self):
        return f"{self.person_id} · {self.day}"
