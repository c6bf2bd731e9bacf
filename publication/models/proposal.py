"""Proposed acts on what is published, which a second person confirms or refuses."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.choices import EventType

ACTS = {EventType.SUSPENDED: _("Suspension"), EventType.ABOLISHED: _("Abolition")}
"""What is proposed, in a noun: the event's own word says that it has happened."""


class StateProposal(models.Model):
    """A suspension, abolition or succession that waits for a second person (待复核).

    `codes` are the guides that it concerns, `successors` those that take their place.
    """

    event = models.CharField(_("type"), max_length=12, choices=EventType.choices)
    codes = models.JSONField(_("guides"))
    successors = models.JSONField(default=list)
    reason = models.TextField(_("reason"))
    until = models.DateField(_("until"), null=True, blank=True)
    seen = models.BigIntegerField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    is_carried_out = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proposed act")
        verbose_name_plural = _("proposed acts")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["-id"], condition=models.Q(ended_at=None), name="proposals_that_wait"
            )
        ]

    def __str__(self):
        return f"{self.act} · {'、'.join(self.codes)}"

    @property
    def act(self) -> str:
        """What is proposed, in words."""
        return str(ACTS.get(EventType(self.event), EventType(self.event).label))
