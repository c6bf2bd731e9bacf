"""Inspections: each check on its own, results kept, incidents opened, joined and closed."""

import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone, translation

from core.append_only import lifting
from operations.choices import CheckState, Severity
from operations.inspections import schedule
from operations.inspections.checks import backups, readers
from operations.inspections.registry import CHECKS, Check, Limit, Outcome
from operations.inspections.run import UnknownCheckError, inspect, prune
from operations.inspections.trends import courses, days_until
from operations.models import CheckResult, Incident, InspectionRun
from publication.models import Event, PublishedFile, PublishedVersion
from publication.take_over import take_over
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

pytestmark = [pytest.mark.django_db, pytest.mark.city]
CODE = "scjg-000131001000-01"
HAN = re.compile(r"[\u4e00-\u9fff，。；、]")


@pytest.fixture
def filed():
    take_over(CODE, guide_document(), manual_document(), old_envelope())


@pytest.fixture
def fragile(monkeypatch):
    """A check whose outcome the test sets."""
    state = {"value": 0}

    def look():
        if isinstance(state["value"], Exception):
            raise state["value"]
        return Outcome(state["value"])

    check = Check("fragile", "易碎品", Limit(5, 2), "包好", Severity.DEGRADED, look)
    monkeypatch.setitem(CHECKS, "fragile", check)
    return state


def states_of(run):
    return dict(run.results.values_list("check_name", "state"))


@pytest.mark.parametrize(
    ("limit", "value", "state"),
    [
        (Limit(90, 80), 80, CheckState.OK),
        (Limit(90, 80), 80.1, CheckState.NEAR),
        (Limit(90, 80), 90.1, CheckState.FAILED),
        (Limit(7, 30, falling=True), 30, CheckState.OK),
        (Limit(7, 30, falling=True), 29, CheckState.NEAR),
        (Limit(7, 30, falling=True), 6, CheckState.FAILED),
        (Limit(0), 1, CheckState.FAILED),
    ],
)
def test_a_value_is_held_to_its_limit(limit, value, state):
    assert limit.state_of(value) == state


def test_every_check_of_a_young_healthy_house_can_look(filed, settings):
    settings.BACKUP_DIR = ""

    run = inspect()

    assert set(states_of(run)) == set(CHECKS)
    stumbled = run.results.filter(detail__contains="Error")
    assert list(stumbled.values_list("check_name", "detail")) == []
    with translation.override("en"):
        found = [" ".join(one.words.values()) for one in run.results.all()]
    assert [words for words in found if HAN.search(words)] == []


def test_a_failed_check_opens_an_incident_joins_it_and_closes_it(fragile):
    fragile["value"] = 9
    inspect(["fragile"])
    fragile["value"] = 8
    inspect(["fragile"])
    (incident,) = Incident.objects.all()
    assert (incident.is_open, incident.seen_count, incident.severity) == (
        True,
        2,
        Severity.DEGRADED,
    )

    fragile["value"] = 1
    inspect(["fragile"])

    incident.refresh_from_db()
    assert not incident.is_open
    assert incident.responded_at is not None


def test_what_fails_after_a_repair_is_another_incident(fragile):
    for value in (9, 0, 9):
        fragile["value"] = value
        inspect(["fragile"])

    assert [one.is_open for one in Incident.objects.order_by("pk")] == [False, True]


def test_a_check_that_stumbles_failed_and_stops_no_other(fragile):
    fragile["value"] = RuntimeError("no wire")

    run = inspect(["clock", "fragile"])

    assert states_of(run)["clock"] == CheckState.OK
    assert states_of(run)["fragile"] == CheckState.FAILED
    assert "no wire" in run.results.get(check_name="fragile").detail


@pytest.mark.django_db(transaction=True)
def test_a_check_that_takes_long_holds_no_transaction_meanwhile(monkeypatch):
    seen = []

    def look():
        seen.append(connection.in_atomic_block)
        return Outcome(0)

    monkeypatch.setitem(CHECKS, "slow", Check("slow", "慢", Limit(5, 2), "等", Severity.RISK, look))
    inspect(["slow"])

    assert seen == [False]


def test_a_name_that_is_no_check_is_refused():
    with pytest.raises(UnknownCheckError, match="nothing"):
        inspect(["nothing"])


def test_the_command_says_what_failed_and_ends_with_one(fragile, tmp_path):
    fragile["value"] = 9

    with pytest.raises(CommandError) as failure:
        call_command("inspect", "fragile", json=str(tmp_path / "x.json"), stderr=StringIO())

    assert failure.value.returncode == 1
    (row,) = json.loads((tmp_path / "x.json").read_text())
    assert {name: row[name] for name in ("check", "state", "value", "limit", "remedy")} == {
        "check": "fragile", "state": "failed", "value": 9, "limit": 5, "remedy": "包好",
    }  # fmt: skip


def test_a_changed_version_is_found_by_its_fingerprint(filed):
    assert CHECKS["fingerprints"].look().value == 0
    table = PublishedVersion._meta.db_table

    # As somebody with the database's password would.
    with connection.cursor() as cursor:
        for statement in lifting(connection.vendor, table):
            cursor.execute(statement)
        cursor.execute(f"UPDATE {table} SET sha256 = %s WHERE kind = 'guide'", ["0" * 64])
    outcome = CHECKS["fingerprints"].look()

    assert outcome.value == 1


def test_a_missing_file_is_found(filed):
    PublishedFile.objects.create(
        code=CODE, sha256="ab" * 32, name="申请表.docx", media_type="x/y", size=1, is_public=True
    )

    outcome = CHECKS["attachments"].look()

    assert outcome.value == 1
    assert "申请表.docx" in outcome.detail


def test_a_gap_in_the_log_is_found(filed):
    last = Event.objects.first()
    Event.objects.create(
        seq=last.seq + 5, type=last.type, code=CODE, kind=last.kind, version=9, sha256="0" * 64,
        at=timezone.now(),
    )  # fmt: skip

    assert CHECKS["event_log"].look().value == 4


def test_missed_inspections_are_a_finding_of_an_old_house(monkeypatch):
    check = CHECKS["inspections"]
    monkeypatch.setattr(readers, "founded_at", lambda: timezone.now() - timedelta(days=30))
    outcome = check.look()
    assert check.limit.state_of(outcome.value) == CheckState.FAILED

    for days in (1, 3, 5):
        InspectionRun.objects.create(started_at=timezone.now() - timedelta(days=days))

    outcome = check.look()
    assert (outcome.value, check.limit.state_of(outcome.value)) == (4, CheckState.OK)


def test_an_old_house_without_backup_or_drill_fails_both(monkeypatch):
    monkeypatch.setattr(backups, "founded_at", lambda: timezone.now() - timedelta(days=40))

    run = inspect(["backup_age", "drill_age"])

    assert set(states_of(run).values()) == {CheckState.FAILED}


def test_the_next_inspection_is_due_by_the_week(settings):
    settings.INSPECTIONS_A_WEEK = 7
    assert schedule.is_due()
    InspectionRun.objects.create(started_at=timezone.now() - timedelta(hours=23))
    assert not schedule.is_due()

    assert schedule.is_due(timezone.now() + timedelta(hours=2))


def test_no_setting_goes_below_four_a_week(settings):
    settings.INSPECTIONS_A_WEEK = 1

    assert schedule.interval() == timedelta(days=7) / 4


def test_part_of_the_checks_is_no_inspection_of_the_week(fragile):
    inspect(["fragile"])

    assert schedule.is_due()


def test_old_results_are_pruned_by_the_policy(settings):
    settings.INSPECTIONS_KEPT_DAYS = 10
    now = timezone.now()
    for days in (9, 11):
        run = InspectionRun.objects.create(started_at=now - timedelta(days=days))
        CheckResult.objects.create(run=run, check_name="disk", state="ok", at=run.started_at)

    prune(now)

    assert InspectionRun.objects.count() == CheckResult.objects.count() == 1


def test_a_course_is_thinned_and_keeps_its_end():
    now = timezone.now()
    run = InspectionRun.objects.create(started_at=now)
    CheckResult.objects.bulk_create(
        CheckResult(
            run=run, check_name="disk", state="ok", value=n, at=now - timedelta(hours=200 - n)
        )
        for n in range(200)
    )

    values = courses()["disk"]

    assert len(values) <= 60
    assert values[-1] == 199


@pytest.mark.parametrize(
    ("points", "days"),
    [
        ([(0, 50), (10, 60)], 30),
        ([(0, 60), (10, 60)], None),
        ([(0, 50)], None),
        ([(0, 85), (10, 95)], 0),
    ],
)
def test_days_until_a_disk_is_full(points, days):
    now = timezone.now()

    assert days_until([(now + timedelta(days=d), value) for d, value in points], 90) == days


def test_results_are_read_in_the_language_of_the_reader(filed):
    run = inspect(["event_log", "backup_age", "disk"])

    results = {one.check_name: one for one in run.results.all()}
    with translation.override("en"):
        english = {name: one.words for name, one in results.items()}
    assert results["event_log"].words["detail"] == "2 个事件"
    assert english["event_log"] == {"shown": "0 gaps", "limit": "0 gaps", "detail": "2 events"}
    assert english["backup_age"]["detail"] == "There has never been a backup."
    assert not HAN.search(json.dumps(english, ensure_ascii=False))


def test_a_result_from_before_is_read_in_the_language_of_the_site(fragile):
    result = inspect(["fragile"]).results.get()
    result.in_other_languages = None

    with translation.override("en"):
        assert result.words["shown"] == result.shown
