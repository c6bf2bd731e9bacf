"""The quality overview: its numbers are those of the rules, its course is that of the days."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.choices import Role
from core.models import Department
from core.papers.charts import line_chart, scale_of
from publication.models import LintRun, QualityDay, QualityResult, RuleCount
from publication.overviews.quality_figures import course, rules_now, weekly_days
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BACKEND = "core.access.authentication.RoleBackend"


def result(number, slug, score=80, **rules):
    row = QualityResult.objects.create(
        code=f"{slug}-{number}", kind="guide", version=1, title=f"指南{number}",
        department_slug=slug, score=score, errors=sum(rules.values()),
        linted_at=timezone.now(), checked_on=date(2026, 6, 1),
    )  # fmt: skip
    for rule, count in rules.items():
        RuleCount.objects.create(
            result=row, rule=rule, severity="error", department_slug=slug, count=count
        )
    return row


@pytest.fixture
def two_departments(db):
    """Results of two departments, and days of the last weeks."""
    for slug, name in (("a", "甲局"), ("b", "乙局")):
        Department.objects.create(slug=slug, name=name)
    result(1, "a", 60, L01=4, L09=1)
    result(2, "a", 100)
    result(3, "b", 88, L01=2)
    today = timezone.localdate()
    for week in range(13):
        day = today - timedelta(weeks=week)
        for slug in ("a", "b"):
            QualityDay.objects.create(
                day=day, department_slug=slug, documents=2, score_sum=160 + 2 * (12 - week)
            )
            QualityDay.objects.create(
                day=day, department_slug=slug, rule="L01", severity="error", documents=1,
                findings=3 + week,
            )  # fmt: skip
    return today


def person(client, role, department=None):
    client.force_login(factories.person(role, department), backend=BACKEND)
    return client


def test_rules_are_counted_over_documents_and_findings_the_most_frequent_first(two_departments):
    rules = rules_now(two_departments, None)

    assert [(one.rule, one.documents, one.findings) for one in rules] == [
        ("L01", 2, 6),
        ("L09", 1, 1),
    ]


def test_the_course_ends_today_and_begins_twelve_weeks_ago(two_departments):
    past = course(two_departments, None)

    assert (past.days[0], past.days[-1]) == (two_departments - timedelta(weeks=12), two_departments)
    assert (past.errors[0], past.errors[-1]) == (30, 6)
    assert past.scores[0] < past.scores[-1]


def test_a_week_without_figures_is_left_out():
    today = date(2026, 11, 28)

    days = weekly_days(today, [date(2026, 11, 28), date(2026, 11, 25), date(2026, 11, 1)])

    assert days == [date(2026, 11, 1), date(2026, 11, 28)]


def test_a_law_that_is_not_in_the_register_is_no_finding_of_the_guide(client, two_departments):
    unchecked = result(4, "b", 100)
    QualityResult.objects.filter(pk=unchecked.pk).update(hints=1)
    RuleCount.objects.create(
        result=unchecked, rule="L19", severity="info", department_slug="b", count=1
    )

    page = person(client, Role.OPERATOR).get(reverse("quality_overview"))

    facts = page.context["facts"]
    assert (facts["all"], facts["wrong"], facts["clean"]) == (4, 2, 2)


def test_the_heading_says_what_changed(client, two_departments):
    page = person(client, Role.OPERATOR).get(reverse("quality_overview")).content.decode()

    assert "错误比12周前少了24处" in page
    assert page.count('class="chart"') == 3


def test_a_department_sees_its_own_figures_only(client, two_departments):
    department = Department.objects.get(slug="b")
    somebody = person(client, Role.COMPILER, department)

    page = somebody.get(reverse("quality_overview")).content.decode()
    listed = somebody.get(reverse("quality_list"), {"rule": "L01"}).content.decode()
    asked = somebody.get(reverse("quality_overview"), {"department": "a"}).content.decode()

    assert "指南3" in page and "指南1" not in page
    assert "指南3" in listed and "指南1" not in listed
    assert "指南1" not in asked


def test_a_number_leads_to_its_documents(client, two_departments):
    page = person(client, Role.AUDITOR).get(reverse("quality_list"), {"rule": "L09"})

    text = page.content.decode()
    assert "指南1" in text and "指南3" not in text


@pytest.mark.parametrize("name", ["quality_overview", "quality_departments"])
def test_the_figures_are_exported(client, two_departments, name):
    answer = person(client, Role.OPERATOR).get(reverse(name), {"export": "xlsx"})

    book = load_workbook(
        BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 3


def test_what_was_not_checked_for_long_is_listed(client, two_departments):
    QualityResult.objects.filter(code="a-2").update(checked_on=date(2020, 1, 1))

    page = person(client, Role.OPERATOR).get(reverse("quality_list"), {"unchecked": "true"})

    text = page.content.decode()
    assert "指南2" in text and "指南3" not in text


def test_an_empty_register_says_so(client):
    page = person(client, Role.OPERATOR).get(reverse("quality_overview"))

    assert page.status_code == 200
    assert not LintRun.objects.exists()


def test_queries_do_not_grow_with_documents(client, two_departments, django_assert_max_num_queries):
    somebody = person(client, Role.OPERATOR)
    somebody.get(reverse("quality_overview"))
    for number in range(10, 40):
        result(number, "a", 90, L18=1)

    with django_assert_max_num_queries(30):
        somebody.get(reverse("quality_overview"))


@pytest.mark.parametrize(
    "values",
    [[0, 0], [214, 118], [82, 87], [5], [0, 1_000_000]],
)
def test_scales_have_round_numbers_around_all_values(values):
    found = scale_of(values)

    assert found[0] <= min(values) and found[-1] >= max(values)
    assert len(found) == 3


def test_a_chart_says_its_sentence_and_escapes_it():
    svg = line_chart([1, 2], first="<b>", last="今天", says='错误"1"')

    assert "<b>" not in svg
    assert 'role="img"' in svg
