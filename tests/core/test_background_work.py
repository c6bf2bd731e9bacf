"""Work that the relay does between the events: bounded in time, its faults kept apart."""

from time import monotonic

import pytest

from core.running import background_work
from guides.branches import running
from guides.models import BranchJob, GuidePage
from publication import relay
from tests import factories
from tests.guides.branch_samples import job_on, shelf


@pytest.fixture
def register(monkeypatch):
    """Return the function that registers work, with nothing else registered."""
    monkeypatch.setattr(background_work, "_WORK", {})
    return background_work.register


def test_work_is_told_until_when_it_may_begin_something(register):
    told = []
    register("a", lambda until: told.append(until) or 0)
    start = monotonic()

    background_work.do_some(seconds=0.5)

    assert start + 0.4 < told[0] <= monotonic() + 0.5


def test_fault_of_one_work_stops_neither_the_others_nor_the_round(register):
    register("bad", lambda until: 1 / 0)
    register("good", lambda until: 3)

    assert background_work.do_some() == {"bad": 0, "good": 3}


def test_whole_round_leaves_the_events_waiting_for_less_than_a_second():
    assert background_work.SECONDS_A_ROUND < 1


def test_jobs_begin_no_batch_after_their_time(monkeypatch):
    begun = []
    monkeypatch.setattr(running, "carry_out_next", lambda: begun.append(1) or True)

    steps = running.work(monotonic() - 1)

    assert (steps, begun) == (0, [])


@pytest.mark.django_db
def test_round_of_the_relay_carries_jobs_on():
    department = factories.DepartmentFactory()
    shelf(department, "001", 1)
    job_on(factories.department_page(department))

    for _round in range(10):
        relay.run_once()

    assert BranchJob.objects.get().state == "done"
    assert not GuidePage.objects.exists()
