"""Steps that the tests of granting walk: sign in, give a role, confirm it, look what it gives."""

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from core.access.scope import scope_of
from core.choices import DEPARTMENT_ROLES
from tests import factories

BACKEND = "core.access.authentication.RoleBackend"


def browser(person):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person, backend=BACKEND)
    return client


def is_refused(answer):
    """Return whether the admin refused: with 403, or by sending people home with a message."""
    home = answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    return home or answer.status_code == 403


def roles_of(person):
    return scope_of(get_user_model().objects.get(pk=person.pk)).roles


def give(by, person, role, department=None):
    address = reverse("wagtailsnippets_core_membership:add")
    data = {"user": person.pk, "role": role}
    if role in DEPARTMENT_ROLES:
        data["department"] = (department or factories.DepartmentFactory()).pk
    return browser(by).post(address, data)


def confirm(by, membership):
    return browser(by).post(reverse("core_confirm_membership", args=[membership.pk]))
