"""The world is built once for each file of tests, and taken back at its end."""

import pytest
from django.db import transaction

from core.choices import Role
from tests import factories
from tests.security.world import build_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Departments A and B, and everybody (`tests.security.world`)."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def department(db):
    """A department."""
    return factories.DepartmentFactory(slug="ju", name="局")


@pytest.fixture
def operator(db):
    """An operator."""
    return factories.person(Role.OPERATOR, username="op-one")


@pytest.fixture
def second(db):
    """Another operator."""
    return factories.person(Role.OPERATOR, username="op-two")


@pytest.fixture
def somebody(db):
    """A person without a role."""
    return factories.UserFactory(username="somebody")
