"""Delegations: who stands in for whom while a person is away."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.choices import Role

DELEGABLE = frozenset(Role) - {Role.OPERATOR, Role.AUDITOR}
"""Roles that a stand-in may act in; accounts are kept and audited by nobody's stand-in."""


class DelegationQuerySet(models.QuerySet):
    """Delegations; only those in force give rights."""

    def in_force(self, today: date | None = None) -> Self:
        """Return those that give rights on a day."""
        today = today or timezone.localdate()
        confirmed = self.filter(confirmed_by__isnull=False, ended_at__isnull=True)
        return confirmed.filter(starts_on__lte=today, ends_on__gte=today, person__is_active=True)

    def proposed(self) -> Self:
        """Return those that wait for an operator."""
        return self.filter(confirmed_by__isnull=True, ended_at__isnull=True)


class Delegation(models.Model):
    """A person's absence (代理): another one acts in his roles from day to day, both inclusive.

    Proposed by the person or an operator, in force once another operator confirms it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person who is away"),
        on_delete=models.CASCADE,
        related_name="delegations",
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stand-in"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    starts_on = models.DateField(_("from day"))
    ends_on = models.DateField(_("to day"))
    reason = models.CharField(_("reason"), max_length=200)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("stand_in")),
                name="nobody_stands_in_for_himself",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="delegation_has_days"
            ),
        ]

    def __str__(self):
        return f"{self.person} → {self.stand_in} · {self.starts_on} – {self.ends_on}"

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for an operator."""
        return self.confirmed_by_id is None and self.ended_at is None

    def facts(self) -> dict[str, Any]:
        """Return what the audit log says of it."""
        return {
            "stand_in": self.stand_in.get_username(),
            "from": self.starts_on.isoformat(),
            "to": self.ends_on.isoformat(),
            "confirmed": self.confirmed_by_id is not None,
            "ended": self.ended_at is not None,
        }
