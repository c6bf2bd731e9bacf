"""How far each consumer of the event log has come, and what it could not take."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cursor(models.Model):
    """The last event that a consumer has taken or set aside."""

    consumer = models.CharField(_("consumer"), max_length=60, primary_key=True)
    seq = models.BigIntegerField(_("last event"), default=0)
    attempts = models.PositiveIntegerField(_("attempts at the next event"), default=0)
    retry_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consumer")
        verbose_name_plural = _("consumers")

    def __str__(self):
        return self.consumer


class DeadLetter(models.Model):
    """An event (死信) that a consumer refused too often; kept until a person decides."""

    consumer = models.CharField(_("consumer"), max_length=60)
    event = models.ForeignKey(
        "publication.Event", verbose_name=_("event"), on_delete=models.PROTECT, related_name="+"
    )
    error = models.TextField(_("error"))
    attempts = models.PositiveIntegerField(_("attempts"))
    at = models.DateTimeField(_("moment"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dead letter")
        verbose_name_plural = _("dead letters")
        constraints = [
            models.UniqueConstraint(fields=["consumer", "event"], name="one_dead_letter_an_event")
        ]

    def __str__(self):
        return f"{self.consumer} · {self.event_id}"
