"""No select field offers dashes: the empty choice asks in words, a filter's says that it is all."""

import pytest
from django.urls import reverse

from core.choices import Role
from core.models import Department
from core.wagtail_changes.empty_choices import DASHES
from tests import factories

pytestmark = pytest.mark.django_db
FORMS = [
    ("campaigns_new", Role.FORMAL_REVIEWER),
    ("bundles_new", Role.COMPILER),
    ("wagtailsnippets_guides_serviceitem:add", Role.OPERATOR),
    ("wagtailsnippets_core_membership:add", Role.OPERATOR),
]


@pytest.mark.parametrize(("name", "role"), FORMS)
def test_an_empty_choice_asks_to_choose(client, name, role):
    department = factories.DepartmentFactory() if role == Role.COMPILER else None
    client.force_login(
        factories.person(role, department), backend="core.access.authentication.RoleBackend"
    )

    page = client.get(reverse(name)).content.decode()

    assert "请选择" in page
    assert DASHES not in page


def test_a_filter_that_is_not_set_says_that_it_lists_all(client):
    Department.objects.create(slug="scjg", name="市场监督管理局")
    client.force_login(
        factories.person(Role.OPERATOR), backend="core.access.authentication.RoleBackend"
    )

    page = client.get(reverse("wagtailsnippets_guides_serviceitem:list")).content.decode()

    assert '<option value="" selected>全部</option>' in page
    assert DASHES not in page
