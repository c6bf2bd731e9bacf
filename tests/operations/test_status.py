"""The status page: what was seen, told to everybody; a file that says that the site is down."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from operations.backups import making
from operations.choices import Component, IncidentSource
from operations.models import Incident, LatestLook, MaintenanceYear, PlanNode, ServiceDay
from operations.status import looking, static_page, watching
from operations.status.facts import status_facts
from operations.status.looking import DOWN, OK, SPARE, Answer
from operations.status.watching import Watcher, keep

pytestmark = [pytest.mark.django_db, pytest.mark.city]
ALL_WELL = {str(name): {"state": OK} for name in Component}


def seen(**states):
    return ALL_WELL | {name: {"state": state} for name, state in states.items()}


def test_the_page_says_first_how_the_site_is(client):
    keep(seen(search=SPARE), timezone.now())

    text = client.get("/status/").content.decode()

    assert "搜索和平时不同，其余正常" in text
    assert "备用" in text


def test_the_page_exists_in_english_and_without_a_look(client):
    assert "it has not been watched yet" in client.get("/en/status/").content.decode()


def test_an_old_look_is_not_told_as_now():
    keep(ALL_WELL, timezone.now() - timedelta(minutes=10))

    facts = status_facts()

    assert facts["is_silent"]
    assert facts["headline"] == "网站能打开，下面是早先看到的情况"


def test_what_was_usable_is_counted_by_day_and_rounded_down():
    now = timezone.now()
    for number in range(3):
        keep(seen(api=DOWN) if number == 0 else ALL_WELL, now)

    rows = {row["name"]: row for row in status_facts()["parts"]}

    assert rows["api"]["usable"] == "66.66 %"
    assert rows["guides"]["usable"] == "100 %"
    assert ServiceDay.objects.get(component="api").looks == 3


def test_only_what_is_meant_for_readers_is_told():
    keep(ALL_WELL, timezone.now())
    Incident.objects.create(title="公开的故障", is_public=True)
    Incident.objects.create(title="内部的隐患")
    Incident.objects.create(
        title="很久以前", is_public=True, detected_at=timezone.now() - timedelta(100)
    )

    assert [one.title for one in status_facts()["incidents"]] == ["公开的故障"]


def test_maintenance_is_announced_three_days_ahead():
    today, year = timezone.localdate(), MaintenanceYear.objects.create(year=2026)
    for days in (2, 5):
        day = today + timedelta(days=days)
        PlanNode.objects.create(
            year=year, title=f"{days} 天后", start_on=day, due_on=day, notice="照常看指南"
        )

    assert [one.title for one in status_facts()["planned"]] == ["2 天后"]


@pytest.fixture
def watched(monkeypatch):
    """A watcher whose look the test sets."""
    state = {"parts": ALL_WELL, "slowest": 0.1}
    monkeypatch.setattr(watching, "look", lambda: (state["parts"], state["slowest"]))
    return state, Watcher()


def test_two_bad_looks_open_a_public_incident_and_a_good_one_closes_it(watched):
    state, watcher = watched
    state["parts"] = seen(guides=DOWN)
    watcher.watch()
    assert not Incident.objects.exists()
    watcher.watch()
    watcher.watch()
    (incident,) = Incident.objects.all()
    assert (incident.source, incident.is_public, incident.severity) == (
        IncidentSource.MONITORING,
        True,
        1,
    )

    state["parts"] = ALL_WELL
    watcher.watch()

    incident.refresh_from_db()
    assert not incident.is_open


def test_slow_answers_are_an_incident_that_readers_are_not_told_of(watched):
    state, watcher = watched
    state["slowest"] = 4.2
    for _number in range(2):
        watcher.watch()

    incident = Incident.objects.get()
    assert not incident.is_public
    assert "4.2" in incident.title


def test_the_file_for_when_the_site_is_down_says_so_in_both_languages(settings):
    keep(ALL_WELL, timezone.now())

    static_page.write()

    chinese, english = (
        (Path(settings.STATUS_ROOT) / f"{name}.html").read_text() for name in ("zh-hans", "en")
    )
    assert "网站现在打不开" in chinese
    assert "The site cannot be opened at the moment" in english
    assert "12345" in chinese
    assert LatestLook.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((Answer(200, 0.1), Answer(200, 0.2)), OK),
        ((Answer(200, 0.1), Answer(200, 3.5)), SPARE),
        ((Answer(200, 0.1), Answer(503, 0.1)), DOWN),
        ((Answer(0, 5.0), None), DOWN),
        ((Answer(200, 0.1), None), OK),
    ],
)
def test_a_part_is_as_its_worst_answer(answers, state):
    assert looking._of(*answers)["state"] == state


def test_a_closed_port_is_down(settings):
    settings.MONITOR_URL = "http://127.0.0.1:9"

    assert looking.ask("/").status == 0


def test_the_age_of_the_last_backup_is_told_in_words(tmp_path):
    from operations.models import BackupRun

    BackupRun.objects.create(
        name="b", place="x", database="sqlite", seconds=1, size=1, files=1, sha256="",
        finished_at=timezone.now() - timedelta(hours=5),
    )  # fmt: skip

    assert making.WAYS
    assert status_facts()["backup"] == "全部数据 5 小时前备份过。"
