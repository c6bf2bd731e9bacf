"""Signing out happens by POST alone."""

import pytest
from django.urls import reverse

from core.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    client.force_login(
        factories.person(Role.COMPILER), backend="core.access.authentication.RoleBackend"
    )
    return client


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options", "trace"])
def test_no_other_method_ends_the_session(signed_in, method):
    answer = getattr(signed_in, method)(reverse("wagtailadmin_logout"))

    assert answer.status_code == 405
    assert not answer.cookies
    assert signed_in.get(reverse("wagtailadmin_home")).status_code == 200


def test_post_ends_it(signed_in):
    answer = signed_in.post(reverse("wagtailadmin_logout"))

    assert answer.url == reverse("wagtailadmin_login")
    assert answer.cookies["sessionid"].value == ""
    assert signed_in.get(reverse("wagtailadmin_home")).status_code == 302
