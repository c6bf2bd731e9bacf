"""Incidents: what went wrong, when it was noticed, taken up and repaired, and why it happened."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.signature import SignedModel
from operations.choices import IncidentSource, Severity


class IncidentQuerySet(models.QuerySet):
    """Incidents, chosen by how they stand."""

    def open(self) -> Self:
        """Return those that are not repaired."""
        return self.filter(repaired_at=None)

    def real(self) -> Self:
        """Return those of the living system, without demonstrations."""
        return self.filter(is_demo=False)

    def faults(self) -> Self:
        """Return those that people could notice: what counts as a fault of the system."""
        return self.exclude(severity=Severity.RISK)

    def between(self, start: datetime, end: datetime) -> Self:
        """Return those noticed from one moment up to another."""
        return self.filter(detected_at__gte=start, detected_at__lt=end)


class Incident(SignedModel):
    """A fault (故障) with its three times: noticed, taken up, repaired.

    What checks and monitoring open they close themselves when the check holds again; what a person
    opened a person closes. Its author's name stays as it was (SignedModel).
    """

    title = models.CharField(_("what happened"), max_length=200)
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity.choices, default=Severity.DEGRADED
    )
    source = models.CharField(
        _("noticed by"),
        max_length=12,
        choices=IncidentSource.choices,
        default=IncidentSource.PERSON,
        editable=False,
    )
    check_name = models.CharField(_("check"), max_length=40, blank=True, editable=False)
    detected_at = models.DateTimeField(_("noticed"), default=timezone.now, db_index=True)
    responded_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    repaired_at = models.DateTimeField(_("repaired"), null=True, blank=True)
    impact = models.TextField(_("what people notice"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    measures = models.TextField(_("what was changed"), blank=True)
    node = models.ForeignKey(
        "operations.PlanNode",
        verbose_name=_("node of the plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="incidents",
        help_text=_("The maintenance that caused it, or that mends its cause."),
    )
    is_public = models.BooleanField(
        _("on the status page"), default=False, help_text=_("Readers see it at /status/.")
    )
    seen_count = models.PositiveIntegerField(_("times noticed"), default=1, editable=False)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken up by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    objects = IncidentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-detected_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_name", "is_demo"],
                condition=models.Q(repaired_at__isnull=True) & ~models.Q(check_name=""),
                name="one_open_incident_a_check",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is not repaired yet."""
        return self.repaired_at is None

    @property
    def minutes(self) -> int:
        """Minutes from noticing to repair; to now while it is open."""
        end = self.repaired_at or timezone.now()
        return max(0, round((end - self.detected_at).total_seconds() / 60))

    @property
    def response_minutes(self) -> int | None:
        """Minutes until somebody took it up; None while nobody has."""
        if self.responded_at is None:
            return None
        return max(0, round((self.responded_at - self.detected_at).total_seconds() / 60))
