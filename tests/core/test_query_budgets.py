"""What the admin costs a compiler, whatever the number of pages and departments."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import log

from core.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db
EXPLORER = 25
EDITOR = 40
HISTORY = 20


@pytest.fixture
def department():
    """A department with one guide."""
    department = factories.DepartmentFactory()
    factories.guide_page(department)
    return department


@pytest.fixture
def compiler_client(client, department):
    """A browser where its compiler is logged in."""
    client.force_login(
        factories.person(Role.COMPILER, department),
        backend="core.access.authentication.RoleBackend",
    )
    return client


def cost(client, url):
    """Return the number of queries of a page that was asked before."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_explorer_costs_the_same_for_many_guides_and_stays_below_its_budget(
    compiler_client, department
):
    folder = department.page.get_children().get()
    url = reverse("wagtailadmin_explore", args=[folder.pk])
    few = cost(compiler_client, url)
    for _number in range(12):
        factories.guide_page(department)
    factories.guide_page()

    many = cost(compiler_client, url)

    assert many <= few
    assert many <= EXPLORER


def test_editor_stays_below_its_budget(compiler_client, department):
    guide = department.guide_pages.get()

    assert cost(compiler_client, reverse("wagtailadmin_pages:edit", args=[guide.pk])) <= EDITOR


def test_history_costs_the_same_for_many_revisions_and_leads_to_each(compiler_client, department):
    guide = department.guide_pages.get()
    compiler = compiler_client.get("/admin/").context["user"]
    url = reverse("wagtailadmin_pages:history", args=[guide.pk])
    first, *_later = [guide.save_revision(user=compiler, log_action=True) for _twice in range(2)]
    few = cost(compiler_client, url)
    for _number in range(12):
        guide.save_revision(user=compiler, log_action=True)

    many = cost(compiler_client, url)
    answer = compiler_client.get(url)

    assert many <= few
    assert many <= HISTORY
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[guide.pk, first.pk, "latest"])
    assert f'<a href="{compared}" class="row-link">' in answer.content.decode()
    entry = answer.context["object_list"][0]
    assert "content" in entry.revision.get_deferred_fields()


def test_dashboard_costs_the_same_for_one_edited_guide_and_for_five(client, department):
    compiler = factories.person(Role.COMPILER, department)
    client.force_login(compiler, backend="core.access.authentication.RoleBackend")
    guides = [factories.guide_page(department) for _number in range(5)]

    log(guides[0], "wagtail.edit", user=compiler)
    one = cost(client, reverse("wagtailadmin_home"))
    for guide in guides[1:]:
        log(guide, "wagtail.edit", user=compiler)

    assert cost(client, reverse("wagtailadmin_home")) <= one


def test_dashboard_says_where_one_is(compiler_client, settings):
    html = compiler_client.get(reverse("wagtailadmin_home")).content.decode()

    assert settings.WAGTAIL_SITE_NAME in html
    assert "localhost" not in html
