"""Reports: every figure is its query's, scores follow their rules, papers open."""

import io
import json
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from docx import Document

from operations.choices import ReportKind
from operations.models import (
    Drill,
    Effort,
    Incident,
    Indicator,
    InspectionRun,
    MaintenanceYear,
    PlanNode,
    Report,
    Spending,
)
from operations.reports import figures as figures_module
from operations.reports import period as period_module
from operations.reports.building import as_json, build, close, filled, report_of
from operations.reports.figures import Figure, draw
from operations.reports.html_paper import html_of
from operations.reports.period import Period
from operations.reports.queries import QUERIES, run
from operations.reports.scoring import score_of

pytestmark = [pytest.mark.django_db, pytest.mark.city]
YEAR = Period(ReportKind.YEAR, 2025)


def moment(month, day, hour=9):
    return timezone.make_aware(datetime(2025, month, day, hour))


@pytest.fixture(autouse=True)
def old_house(monkeypatch):
    monkeypatch.setattr(period_module, "founded_at", lambda: moment(1, 1, 0))


@pytest.fixture
def year():
    """2025 as it was: 208 inspections, three faults, two nodes of three in time."""
    start = moment(1, 1)
    InspectionRun.objects.bulk_create(
        InspectionRun(started_at=start + timedelta(days=364 * n / 208)) for n in range(208)
    )
    InspectionRun.objects.create(started_at=start, is_whole=False)
    InspectionRun.objects.create(started_at=start, is_demo=True)
    for month, minutes in ((3, 30), (5, 90), (9, 60)):
        at = moment(month, 10)
        Incident.objects.create(
            title="故障", severity=2, detected_at=at, responded_at=at + timedelta(minutes=5),
            repaired_at=at + timedelta(minutes=minutes), cause="磁盘",
        )  # fmt: skip
    Incident.objects.create(title="隐患", severity=4, detected_at=moment(6, 1))
    plan = MaintenanceYear.objects.create(year=2025, budget=58000, supplier="某公司")
    for number, done in enumerate(
        (date(2025, 3, 30), date(2025, 6, 30), date(2025, 10, 9)), start=1
    ):
        PlanNode.objects.create(
            year=plan, title=f"节点{number}", start_on=date(2025, 3 * number, 1),
            due_on=date(2025, 3 * number, 30), done_on=done,
        )  # fmt: skip
    Spending.objects.create(
        year=plan, paid_on=date(2025, 2, 1), amount=Decimal("31900"), purpose="x"
    )
    Effort.objects.create(year=plan, worked_on=date(2025, 2, 1), person="x", hours=7, work="x")
    for month in range(1, 10):
        Drill.objects.create(
            at=moment(month, 5), backup="b", database="sqlite", rpo_s=1, rto_s=2, versions=1,
            hashes_checked=1, mismatches=1 if month == 4 else 0, record={}, signature="",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("cost", 55.0, "55.0%"),
        ("progress", 66.7, "2 / 3 个"),
        ("inspections", 4.0, "每周 4.0 次"),
        ("faults", 0.25, "每月 0.3 次"),
        ("repair", 1.0, "平均 1 小时 0 分"),
        ("recovery", 66.7, "8 / 12 个月"),
    ],
)
def test_a_figure_is_drawn_from_the_year(year, key, value, shown):
    figure = draw(key, YEAR)

    assert (figure.value, figure.shown) == (value, shown)


def test_the_longest_time_without_a_fault_is_that_between_two(year):
    assert draw("stability", YEAR).value == pytest.approx(123.0, abs=1.5)


@pytest.mark.parametrize("key", sorted(QUERIES))
def test_every_query_runs_by_itself_with_the_parameters_beside_it(year, key):
    from operations.reports.queries import query_of

    assert run(query_of(key), YEAR.parameters()) is not None


def test_every_figure_of_the_file_equals_its_query(year, tmp_path):
    said = as_json(build(report_of(YEAR)))

    for one in said["indicators"]:
        if one["query"] and one["key"] in figures_module.DRAWN:
            rows = run(one["query"], one["parameters"])
            again = figures_module.DRAWN[one["key"]](rows, YEAR)
            assert (one["value"], one["shown"]) == again[:2], one["key"]
    assert sum(one["weight"] for one in said["indicators"]) == 100
    assert said["score"] == pytest.approx(sum(one["score"] or 0 for one in said["indicators"]))


@pytest.mark.parametrize(
    ("rule", "target", "value", "score"),
    [
        ("at_least", 4, 4, "10.0"),
        ("at_least", 4, 2, "5.0"),
        ("at_most", 100, 100, "10.0"),
        ("at_most", 100, 125, "8.0"),
        ("below", 2, 1.99, "10.0"),
        ("below", 2, 2, "10.0"),
        ("below", 2, 4, "5.0"),
        ("at_least", 4, 0, "0.0"),
        ("at_least", 4, None, None),
    ],
)
def test_a_score_is_full_at_the_target_else_in_proportion(rule, target, value, score):
    indicator = Indicator(rule=rule, target=target, weight=Decimal(10))

    found = score_of(indicator, Figure("x", value, ""))

    assert (None if found is None else str(found)) == score


def test_what_is_judged_has_the_score_that_a_person_gave():
    indicator = Indicator(rule="judged", target=0, weight=Decimal(5))

    assert score_of(indicator, Figure("x", 7, "")) is None
    assert str(score_of(indicator, Figure("x", 7, ""), own_score=9)) == "5.0"


def test_simulated_rows_never_count_for_a_real_city(year):
    real = draw("inspections", YEAR)
    InspectionRun.objects.bulk_create(
        InspectionRun(started_at=moment(7, 1), is_demo=True) for _n in range(500)
    )

    assert draw("inspections", YEAR).value == real.value
    assert draw("inspections", Period(ReportKind.YEAR, 2025, 0, True)).note.startswith("共 501 次")


@pytest.mark.parametrize(
    ("kind", "part", "start", "end"),
    [
        (ReportKind.YEAR, 0, date(2025, 1, 1), date(2026, 1, 1)),
        (ReportKind.QUARTER, 4, date(2025, 10, 1), date(2026, 1, 1)),
        (ReportKind.MONTH, 12, date(2025, 12, 1), date(2026, 1, 1)),
        (ReportKind.MONTH, 2, date(2025, 2, 1), date(2025, 3, 1)),
    ],
)
def test_periods_begin_and_end_by_the_calendar(kind, part, start, end):
    period = Period(kind, 2025, part)

    assert (period.start, period.end) == (start, end)


def test_a_young_house_is_asked_for_its_own_days_only(monkeypatch):
    monkeypatch.setattr(period_module, "founded_at", lambda: moment(12, 18, 0))
    InspectionRun.objects.bulk_create(InspectionRun(started_at=moment(12, 20)) for _n in range(8))

    assert draw("inspections", YEAR).value == 4.0


@pytest.mark.parametrize("text", ["{unknown} {", "{0}", "}{", "{a.b}", "{a!r}"])
def test_a_text_with_other_braces_stays_readable(text):
    assert isinstance(filled(text, {"a": 1}), str)


def test_the_command_writes_the_four_files(year, tmp_path):
    call_command("yearly_report", 2025, output=str(tmp_path / "r"), stderr=io.StringIO())

    folder = tmp_path / "r"
    assert sorted(path.name for path in folder.iterdir()) == [
        "figures.json", "report.docx", "report.html", "report.pdf",
    ]  # fmt: skip
    paper = Document(folder / "report.docx")
    text = "\n".join(line.text for line in paper.paragraphs)
    assert "一、项目基本情况" in text
    assert "平均每周 4.0 次" in text
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "2025 年度" in (folder / "report.html").read_text()
    assert json.loads((folder / "figures.json").read_text())["year"] == 2025
    assert zipfile.ZipFile(folder / "report.docx").testzip() is None


@pytest.mark.parametrize("year_number", [1999, 2101])
def test_a_year_that_is_none_is_refused(year_number, tmp_path):
    with pytest.raises(CommandError, match="no year"):
        call_command("yearly_report", year_number, output=str(tmp_path))


def test_a_report_with_gaps_is_not_closed_and_says_which(year):
    with pytest.raises(ValueError, match="存在的问题"):
        close(report_of(YEAR), None, timezone.now())


def test_a_closed_report_keeps_its_figures(year):
    report = report_of(YEAR)
    built = build(report)
    report.texts = {"problems": "演练少一次。"}
    report.own_scores = {one.indicator.key: 5 for one in built.lines}
    report.reasons = {one.indicator.key: "自评从严" for one in built.lines}
    Indicator.objects.filter(key__in=["satisfaction", "scope", "operation"]).update(rule="judged")
    close(report, None, timezone.now())

    Incident.objects.create(title="后补", severity=1, detected_at=moment(12, 1))

    report = Report.objects.get(pk=report.pk)
    faults = next(one for one in build(report).lines if one.indicator.key == "faults")
    assert faults.figure.value == 0.25
    assert draw("faults", YEAR).value == 0.33


def test_without_a_self_evaluation_there_is_no_sum_and_what_is_unwritten_is_said(year):
    built = build(report_of(YEAR))
    paper = html_of(built)

    assert built.own_total is None
    assert '<td class="n">—</td></tr>\n            </tbody>' in paper
    assert "（还没有写）" in paper
    assert ">1</text>" in paper.partition("图 1")[2].partition("</figure>")[0]
