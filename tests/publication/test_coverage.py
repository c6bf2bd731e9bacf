"""The board of coverage: numbers that are those of the rows, and the way to what is missing."""

from datetime import timedelta
from io import BytesIO
from time import monotonic

import pytest
from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.choices import Role
from guides.models import ServiceItem, Theme
from moderation.submit import submit
from publication.campaigns.progress import count as count_campaign
from publication.models import Campaign, CampaignCount, CoverageFigures
from publication.overviews.coverage import count_when_due, coverage, missing
from tests.factories import (
    DepartmentFactory,
    SituationFactory,
    guide_page,
    manual_page,
    person,
    switch_rules_off,
)
from tests.moderation.conftest import city  # noqa: F401
from tests.moderation.steps import file_guide
from tests.publication.counting import counted_between

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
FIGURES = ("dimension", "key", "name", "score", *CoverageFigures.COUNTED)


@pytest.fixture
def board(city):  # noqa: F811
    """Two departments: one with a filed guide, a draft and an item not begun; one with nothing."""
    switch_rules_off()
    cache.clear()
    file_guide(city)
    draft = guide_page(city.department, owner=city.compiler)
    manual_page(draft)
    submit(draft, city.compiler)
    SituationFactory(item__department=city.department)
    city.idle = DepartmentFactory(slug="idle", name="乙局")
    SituationFactory(item__department=city.idle)
    SituationFactory(item__department=city.idle, item__is_active=False)
    return city


def get(client, user, name, *args, query=""):
    client.force_login(user, backend=BACKEND)
    return client.get(reverse(name, args=args) + query)


def test_the_figures_are_those_of_the_rows(board):
    idle, own = coverage(fresh=True).of(None)

    assert (idle.slug, idle.items, idle.due, idle.missing, idle.percent) == ("idle", 1, 2, 2, 0)
    assert (own.items, own.due, own.guides, own.manuals) == (3, 6, 2, 1)
    assert (own.published, own.missing, own.in_review) == (1, 5, 1)


def test_the_heading_says_how_many_and_where_most(client, board):
    html = get(client, board.formal, "coverage_board").content.decode()

    assert "还有 7 份没公布，市场监督管理局缺得最多" in html


def test_a_department_sees_its_own_row_only(client, board):
    html = get(client, board.compiler, "coverage_board").content.decode()

    assert "市场监督管理局" in html and "乙局" not in html
    assert (
        get(client, board.compiler, "coverage_lacking", query="?department=idle").status_code == 404
    )


def test_what_is_missing_is_listed_with_its_standing(client, board):
    rows = missing(Q(item__department=board.department))

    assert [(row.has_guide, bool(row.guide_id), row.is_in_review) for row in rows] == [
        (False, True, True),
        (False, False, False),
        (True, True, False),
    ]
    html = get(client, board.compiler, "coverage_lacking").content.decode()
    assert "还没开始编" in html and "审核中" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("?department=idle", 1),
        ("?kind=guide", 3),
        ("?kind=manual", 4),
        ("?kind=guide&department=scjg", 2),
        ("?level=3&theme=food", 1),
    ],
)
def test_what_is_missing_is_filtered_by_its_facts(client, board, query, found):
    item = ServiceItem.objects.get(department=board.idle, is_active=True)
    ServiceItem.objects.update(levels=["2"])
    ServiceItem.objects.filter(pk=item.pk).update(levels=["2", "3"])
    item.themes.add(Theme.objects.create(code="food", name="餐饮"))

    answer = get(client, board.formal, "coverage_lacking", query=query)

    assert len(answer.context["rows"]) == found


def test_of_a_large_city_one_department_is_listed_at_a_time(client, board, monkeypatch):
    coverage(fresh=True)
    monkeypatch.setattr("publication.overviews.coverage.MOST_COUNTED", 1)

    answer = get(client, board.formal, "coverage_lacking", query="?kind=manual")

    assert answer.url == f"{reverse('coverage_lacking')}?kind=manual&department=scjg"
    html = get(client, board.formal, "coverage_lacking", query="?department=idle").content.decode()
    assert "按部门分别列出" in html


def test_a_large_city_that_nobody_has_counted_is_not_counted_by_who_looks(
    client, board, monkeypatch
):
    monkeypatch.setattr("publication.overviews.coverage.MOST_COUNTED", 1)

    html = get(client, board.formal, "coverage_board").content.decode()

    assert "正在统计" in html
    assert not CoverageFigures.objects.exists()
    assert get(client, board.formal, "coverage_lacking").url == reverse("coverage_board")


def test_the_board_leads_to_the_rows_behind_each_number(client, board):
    page = get(client, board.formal, "coverage_board").content.decode()

    assert f'href="{reverse("coverage_lacking")}?department=idle"' in page


def test_a_campaign_under_way_stands_on_the_board_with_plan_and_course(client, board):
    today = timezone.localdate()
    campaign = Campaign.objects.create(
        name="年度集中修订", goal="publish", starts_on=today - timedelta(10),
        due_on=today + timedelta(20), created_by=board.formal,
    )  # fmt: skip
    count_campaign(campaign)
    CampaignCount.objects.create(
        campaign=campaign, department=board.idle, day=today - timedelta(5), total=4, done=0
    )

    html = get(client, board.formal, "coverage_board").content.decode()

    assert "年度集中修订" in html
    assert "按计划" in html
    assert html.count('class="chart__plan"') == 1


def test_the_table_is_exported(client, board):
    answer = get(client, board.formal, "coverage_board", query="?export=xlsx")

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.values)
    assert [row[0] for row in rows] == ["部门", "乙局", "市场监督管理局"]
    assert rows[2][1:7] == (3, 6, 2, 1, 1, 5)


def test_whoever_holds_no_role_sees_nothing(client, board):
    stranger = person(Role.COMPILER)

    assert "市场监督管理局" not in get(client, stranger, "coverage_board").content.decode()


def test_a_dimension_without_rows_counts_nothing_when_it_is_looked_at(client, board, monkeypatch):
    coverage(fresh=True)
    counted = []
    monkeypatch.setattr("publication.overviews.coverage.count", lambda: counted.append(1))

    answer = get(client, board.formal, "coverage_board", query="?by=theme")

    assert (answer.status_code, counted) == (200, [])


def test_two_who_count_at_once_disturb_each_other_in_nothing(board):
    coverage(fresh=True)
    facts = {"dimension": "department", "key": "idle", "name": "乙局", "items": 9}

    with counted_between(CoverageFigures, **facts, counted_at=timezone.now()):
        idle, _own = coverage(fresh=True).of(None)

    assert (idle.key, idle.items) == ("idle", 1)


def test_what_is_missing_goes_on_over_pages(client, board, monkeypatch):
    monkeypatch.setattr("publication.overviews.coverage_views.SHOWN", 1)
    for _number in range(2):
        SituationFactory(item__department=board.department)

    pages = [
        get(client, board.formal, "coverage_lacking", query=f"?department=scjg&p={number}")
        for number in (1, 2, 3, 4, 5)
    ]

    rows = [row.pk for page in pages for row in page.context["rows"]]
    assert len(rows) == len(set(rows)) == 5
    assert 'href="?department=scjg&amp;p=2"' in pages[0].content.decode()
    assert 'rel="next"' not in pages[4].content.decode()


def test_the_total_has_the_average_score_of_what_is_published(client, board):
    coverage(fresh=True)
    CoverageFigures.objects.filter(key="idle").update(score=60, published=3)
    CoverageFigures.objects.exclude(key="idle").update(score=100, published=1)

    total = get(client, board.formal, "coverage_board").context["total"]

    assert total.score == 70


def test_the_relay_counts_question_by_question_and_keeps_the_same_figures(board):
    coverage(fresh=True)
    at_once = list(CoverageFigures.objects.order_by("dimension", "key").values(*FIGURES))
    CoverageFigures.objects.all().delete()
    steps = [count_when_due(0)]
    begun = CoverageFigures.objects.exists()
    while not CoverageFigures.objects.exists():
        steps.append(count_when_due(0))

    spread = list(CoverageFigures.objects.order_by("dimension", "key").values(*FIGURES))
    assert not begun
    assert set(steps) == {1} and len(steps) > 10
    assert spread == at_once
    assert count_when_due(0) == 0


def test_with_time_left_the_relay_counts_to_the_end(board):
    assert count_when_due(monotonic() + 60) > 10
    assert CoverageFigures.objects.exists()
