"""Memberships: which role a person has, and in which department."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import DEPARTMENT_ROLES, Role


class Membership(models.Model):
    """A person's role (角色); compilers and department reviewers have it in one department."""

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
        ]

    def __str__(self):
        where = self.department or _("the whole city")
        return f"{self.user} · {self.get_role_display()} · {where}"

    def clean(self):
        belongs_to_department = self.role in DEPARTMENT_ROLES
        if belongs_to_department and not self.department_id:
            raise ValidationError({"department": _("This role needs a department.")})
        if not belongs_to_department and self.department_id:
            raise ValidationError({"department": _("This role covers the whole city.")})
