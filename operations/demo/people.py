"""The people of the demo city: one login for each role, one password for all."""

from django.conf import settings
from django.contrib.auth import get_user_model

from core.models import Department, Membership
from core.roles import Role

CITY_LOGINS = {
    "formal": Role.FORMAL_REVIEWER,
    "compliance": Role.COMPLIANCE_REVIEWER,
    "filing": Role.FILING_OFFICER,
    "operator": Role.OPERATOR,
    "auditor": Role.AUDITOR,
}


def make_people():
    """Give {login: user}; makes those that are missing, with the demo password."""
    people = {name: _person(name, role) for name, role in CITY_LOGINS.items()}
    for department in Department.objects.filter(parent__isnull=False):
        for login, role in (
            ("compiler", Role.COMPILER),
            ("reviewer", Role.DEPARTMENT_REVIEWER),
        ):
            name = f"{login}.{department.slug}"
            people[name] = _person(name, role, department)
    people["admin"] = _person("admin", is_superuser=True)
    return people


def _person(name, role=None, department=None, **flags):
    users = get_user_model().objects
    user = users.filter(username=name).first()
    if user is None:
        user = users.create_user(name, password=settings.DEMO_PASSWORD, **flags)
    if role:
        Membership.objects.get_or_create(user=user, role=role, department=department)
    return user
