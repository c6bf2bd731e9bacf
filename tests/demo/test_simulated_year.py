"""A simulated year: real verbs under a moved clock, apart from what is real."""

from datetime import datetime

import pytest
from django.utils import timezone

from demo import simulated_year
from demo.moved_clock import clock_at
from operations.choices import CheckState
from operations.inspections.registry import CHECKS
from operations.models import CheckResult, Incident, InspectionRun, MaintenanceYear

pytestmark = pytest.mark.django_db
MOMENT = timezone.make_aware(datetime(2025, 3, 18, 10))


def test_the_clock_stands_within_the_context_only():
    with clock_at(MOMENT):
        assert timezone.now() == MOMENT

    assert timezone.now() > MOMENT


def test_a_fault_is_opened_taken_up_and_closed_at_its_times():
    simulated_year._fault(MOMENT, ("disk", 93, 12, 46, "旧备份", "清理"), None)

    incident = Incident.objects.get()
    assert (incident.detected_at, incident.is_demo, incident.cause) == (MOMENT, True, "旧备份")
    assert (incident.response_minutes, incident.minutes) == (12, 46)
    states = CheckResult.objects.order_by("at").values_list("state", flat=True)
    assert list(states) == [CheckState.FAILED, CheckState.OK]


def test_a_real_open_incident_is_left_alone_by_a_simulated_one():
    real = Incident.objects.create(title="真的", check_name="disk")

    simulated_year._fault(MOMENT, ("disk", 93, 12, 46, "旧备份", "清理"), None)

    real.refresh_from_db()
    assert (real.is_open, real.seen_count) == (True, 1)


def test_an_inspection_of_then_looks_with_the_real_checks_and_is_marked():
    seen = {}

    simulated_year._inspection(MOMENT, seen)

    run = InspectionRun.objects.get()
    assert (run.is_demo, run.started_at, run.results.count()) == (True, MOMENT, len(CHECKS))
    assert set(seen) == simulated_year.SLOW | {"month"}


def test_forgetting_a_simulation_leaves_the_real_year():
    MaintenanceYear.objects.create(year=2025)
    simulated_year._plan(2025)

    simulated_year.forget(2025)

    assert [one.is_demo for one in MaintenanceYear.objects.all()] == [False]
