"""Memberships: which role a person has, and in which department."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import DEPARTMENT_ROLES, Role
from core.people.delegation import DELEGABLE, Delegation


class MembershipQuerySet(models.QuerySet):
    """Memberships; only those in force give rights."""

    def in_force(self) -> Self:
        """Return those that give rights."""
        return self.filter(state=Membership.State.CONFIRMED)

    def acted_in_by(self, user: Any) -> Self:
        """Return those whose rights a person has: those held, and those of everybody for whom the
        person stands in.
        """
        away = Delegation.objects.in_force().filter(stand_in=user).values("person_id")
        stands_in = models.Q(user_id__in=away, role__in=sorted(DELEGABLE))
        return self.in_force().filter(models.Q(user=user) | stands_in)

    def proposed(self) -> Self:
        """Return those that wait for a second person."""
        return self.filter(state=Membership.State.PROPOSED)


class Membership(models.Model):
    """A person's role (角色); compilers and department reviewers have it in one department.

    What `role_table.NEEDS_CONFIRMATION` names is proposed by one person of the admin and confirmed
    by another (`core.granting`); code that makes rows itself makes them in force.
    """

    class State(models.TextChoices):
        """Whether a membership gives rights."""

        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CONFIRMED, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "department"], name="one_membership_a_role_and_department"
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(department__isnull=True),
                name="one_membership_a_city_role",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(DEPARTMENT_ROLES), department__isnull=False)
                | (
                    ~models.Q(role__in=sorted(DEPARTMENT_ROLES)) & models.Q(department__isnull=True)
                ),
                name="department_roles_have_a_department",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("proposed_by"))
                | models.Q(confirmed_by__isnull=True)
                | models.Q(proposed_by__isnull=True),
                name="nobody_confirms_what_he_proposed",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.where}"

    def clean(self) -> None:
        belongs_to_department = self.role in DEPARTMENT_ROLES
        if belongs_to_department and not self.department_id:
            raise ValidationError({"department": _("This role needs a department.")})
        if not belongs_to_department and self.department_id:
            raise ValidationError({"department": _("This role covers the whole city.")})

    @property
    def where(self) -> str:
        """The department, or the whole city, in words."""
        return str(self.department or _("the whole city"))

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a second person."""
        return self.state == self.State.PROPOSED

    def facts(self) -> dict[str, Any]:
        """Return what a log says of it."""
        return {
            "role": str(self.get_role_display()),
            "department": self.where,
            "state": str(self.get_state_display()),
        }
