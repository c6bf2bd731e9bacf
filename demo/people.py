"""The people of the demo city: one login for each role, one password for all."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from core.choices import Role
from core.models import Department, Membership

CITY_LOGINS = {
    "formal": Role.FORMAL_REVIEWER,
    "compliance": Role.COMPLIANCE_REVIEWER,
    "filing": Role.FILING_OFFICER,
    "operator": Role.OPERATOR,
    "operator2": Role.OPERATOR,  # what needs two people needs a second operator
    "auditor": Role.AUDITOR,
}


def make_people() -> dict[str, Any]:
    """Return {login: user}; makes those that are missing, with the demo password."""
    password = make_password(settings.DEMO_PASSWORD)  # once: hashing is slow on purpose
    people = {name: _person(name, password, role) for name, role in CITY_LOGINS.items()}
    for department in Department.objects.filter(parent__isnull=False):
        for login, role in (
            ("compiler", Role.COMPILER),
            ("reviewer", Role.DEPARTMENT_REVIEWER),
        ):
            name = f"{login}.{department.slug}"
            people[name] = _person(name, password, role, department)
    people["admin"] = _person("admin", password, is_superuser=True)
    return people


def _person(name, password, role=None, department=None, **flags):
    user, _made = get_user_model().objects.get_or_create(
        username=name, defaults={"password": password, **flags}
    )
    if role:
        Membership.objects.get_or_create(user=user, role=role, department=department)
    return user
