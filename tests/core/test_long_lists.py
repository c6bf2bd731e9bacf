"""Lists of the admin that may hold a million rows: counted to a limit, asked once for all rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.choices import Role
from core.lists import paging
from core.models import Department
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def department():
    """A department with three guides."""
    department = factories.DepartmentFactory()
    for _number in range(3):
        factories.guide_page(department)
    return department


@pytest.fixture
def as_role(client):
    """Return a function that logs somebody with a role in."""

    def log_in(role, department=None):
        user = factories.person(role, department)
        client.force_login(user, backend=BACKEND)
        return client

    return log_in


def folder_of(department):
    return department.page.get_children().get()


def cost(client, url):
    """Return the number of queries of a page that was asked before."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_rows_beyond_the_limit_are_neither_counted_nor_reached(monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 4)
    for _number in range(6):
        factories.DepartmentFactory()

    pages = paging.CappedPaginator(Department.objects.order_by("pk"), 2)

    assert (pages.is_capped, pages.count, pages.num_pages) == (True, 4, 2)
    assert "4" in str(pages.items_count_label)


def test_a_short_list_is_counted_to_the_end():
    factories.DepartmentFactory()

    pages = paging.CappedPaginator(Department.objects.order_by("pk"), 2)

    assert not pages.is_capped
    assert pages.count == Department.objects.count()


def test_the_mode_of_dragging_rows_is_not_offered_by_any_address(as_role, department):
    url = reverse("wagtailadmin_explore", args=[folder_of(department).pk])

    page = as_role(Role.COMPILER, department).get(f"{url}?ordering=ord").content.decode()

    assert "w-orderable" not in page
    assert "set_page_position" not in page


def test_the_explorer_lists_the_children_and_nobody_else_s(as_role, department):
    factories.guide_page()
    client = as_role(Role.COMPILER, department)

    shown = client.get(reverse("wagtailadmin_explore", args=[folder_of(department).pk]))

    assert shown.context["paginator"].count == 3
    assert {page.pk for page in shown.context["pages"]} == {
        page.pk for page in folder_of(department).get_children()
    }


def test_a_row_of_the_explorer_has_the_history_as_a_link_that_names_its_page(as_role, department):
    client, folder = as_role(Role.COMPILER, department), folder_of(department)
    guide = folder.get_children().first()

    html = client.get(reverse("wagtailadmin_explore", args=[folder.pk])).content.decode()

    history = reverse("wagtailadmin_pages:history", args=[guide.pk])
    link = f'<a href="{history}" class="row-link" aria-label="历史 {guide.title}">历史</a>'
    assert link in html
    assert html.count('class="row-link"') >= 3


def test_a_filtered_explorer_holds_what_lies_below_and_sorts_by_change_only(as_role, department):
    client = as_role(Role.COMPILER, department)
    url = reverse("wagtailadmin_explore", args=[department.page.pk])

    shown = client.get(f"{url}?latest_revision_created_at_from=2020-01-01&ordering=title")

    assert shown.context["paginator"].count == 3
    assert shown.context["ordering"] == "-latest_revision_created_at"
    assert [
        column.sort_key for column in shown.context["table"].columns.values() if column.sort_key
    ] == ["latest_revision_created_at"]


@pytest.mark.parametrize("name", ["chooser", "side bar"])
def test_choosers_and_the_side_bar_cost_the_same_for_many_guides(as_role, department, name):
    client, folder = as_role(Role.COMPILER, department), folder_of(department)
    url = {
        "chooser": reverse("wagtailadmin_choose_page_child", args=[folder.pk]),
        "side bar": reverse("wagtailadmin_api:pages:listing") + f"?child_of={folder.pk}",
    }[name]
    few = cost(client, url)
    for _number in range(9):
        factories.guide_page(department)

    many = cost(client, url)

    assert many <= few
    assert many <= 20


def test_the_chooser_begins_at_the_top_of_what_a_person_reads(as_role, department):
    shown = as_role(Role.COMPILER, department).get(
        reverse("wagtailadmin_choose_page") + "?page_type=guides.guidepage"
    )

    assert shown.json()["parent_page_id"] == department.page.pk


def test_a_closed_address_says_why(as_role, department):
    client = as_role(Role.OPERATOR)

    answer = client.get(reverse("wagtailadmin_reports:site_history"))

    assert answer.status_code == 403
    assert "全站历史已并入" in answer.content.decode()


def test_the_usage_of_a_department_is_its_guides_at_the_cost_of_a_screenful(as_role, department):
    client = as_role(Role.OPERATOR)
    url = reverse("wagtailsnippets_core_department:usage", args=[department.pk])
    few = cost(client, url)
    for _number in range(9):
        factories.guide_page(department)

    many = cost(client, url)
    shown = client.get(url)

    assert many <= few
    assert shown.context["paginator"].count == 12
