"""Code lists of this room: the seven roles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A role (角色) of a person; the first two belong to a department, the others to the city."""

    COMPILER = "compiler", _("Compiler")
    DEPARTMENT_REVIEWER = "department_reviewer", _("Department reviewer")
    FORMAL_REVIEWER = "formal_reviewer", _("Formal reviewer")
    COMPLIANCE_REVIEWER = "compliance_reviewer", _("Compliance reviewer")
    FILING_OFFICER = "filing_officer", _("Filing officer")
    OPERATOR = "operator", _("Operator")
    AUDITOR = "auditor", _("Auditor")


DEPARTMENT_ROLES = frozenset({Role.COMPILER, Role.DEPARTMENT_REVIEWER})
CITY_ROLES = frozenset(Role) - DEPARTMENT_ROLES
EVERY_ROLE = frozenset(Role)
KEEPERS = frozenset({Role.OPERATOR})
"""Who keeps what belongs to the city: departments, catalogue, outlines, rules, dictionaries."""
WATCHERS = frozenset({Role.OPERATOR, Role.AUDITOR})
"""Who sees how the system is kept."""
