"""How guides stand in the explorer: one question for all rows, and never Wagtail's "live"."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page

from core.lists.standing import page_standings
from moderation.submit import submit
from publication.choices import State
from publication.models import PublicState
from tests.factories import UserFactory, guide_page, manual_page
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import file_guide


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def words(page):
    """Return what a list says of one page."""
    found = page_standings([Page.objects.get(pk=page.pk)])
    return [str(standing.word) for standing in found.get(page.pk, [])]


def test_a_guide_that_was_never_submitted_is_a_draft(city):  # noqa: F811
    assert words(city.guide) == ["草稿"]


def test_a_guide_in_review_says_so(city):  # noqa: F811
    submit(city.guide, city.compiler)

    assert words(city.guide) == ["审核中"]


def test_a_filed_guide_tells_its_version(city):  # noqa: F811
    file_guide(city)

    assert words(city.guide) == ["已公布第 1 版"]


@pytest.mark.parametrize(
    ("state", "word"), [(State.SUSPENDED, "已暂停"), (State.ABOLISHED, "已废止")]
)
def test_suspended_and_abolished_guides_say_so(city, state, word):  # noqa: F811
    file_guide(city)
    PublicState.objects.update(state=state)

    assert words(city.guide) == [word]


def test_a_manual_stands_for_itself_and_containers_for_nothing(city):  # noqa: F811
    manual = manual_page(city.guide)

    assert words(manual) == ["草稿"]
    assert words(city.guide.get_parent()) == []


def test_a_hundred_rows_cost_four_questions(city):  # noqa: F811
    pages = [guide_page(city.department) for _ in range(8)]
    pages = list(Page.objects.filter(pk__in=[page.pk for page in pages]))

    with CaptureQueriesContext(connection) as queries:
        found = page_standings(pages)

    assert len(found) == 8
    assert len(queries) <= 4


@pytest.mark.parametrize("state", State)
def test_the_side_bars_list_tells_a_guide_in_any_state(city, client, state):  # noqa: F811
    file_guide(city)
    PublicState.objects.update(state=state)
    admin = UserFactory(is_superuser=True)
    client.force_login(admin, backend="core.access.authentication.RoleBackend")

    answer = client.get("/admin/api/main/pages/?limit=20")

    assert answer.status_code == 200
    assert words(city.guide) == [
        row["meta"]["status"]["status"]
        for row in answer.json()["items"]
        if row["id"] == city.guide.pk
    ]
