"""A worker that is killed in the midst of a reform: nothing is done twice, nothing is left out."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from publication.life.rebuild import verify
from publication.models import Event, PublishedVersion, Reform
from tests.guides.branch_samples import is_sound
from tests.publication.reforms.samples import confirmed, department, guides_of, merger, outcome

pytestmark = [pytest.mark.city, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def run_victim(die_at):
    """Carry reforms out in a process of its own, which dies by SIGKILL in its nth batch."""
    script = Path(__file__).with_name("victim.py")
    database = str(connection.settings_dict["NAME"])
    process = subprocess.run(
        [sys.executable, script, database, str(die_at)], timeout=120, check=False
    )
    return process.returncode


def test_a_worker_killed_twice_in_a_batch_hands_every_guide_over_once():
    old, new = department(guides=4, files=3), department("new", "新部门")
    codes = [one.code for one in guides_of(old)]
    versions = list(PublishedVersion.objects.values_list("code", "version", "filing_no"))
    confirmed(merger(old, new))

    killed = [run_victim(die_at=2), run_victim(die_at=2)]
    halfway = len(guides_of(old)), len(guides_of(new)), is_sound()
    finished = run_victim(die_at=0)

    assert (killed, finished) == ([-signal.SIGKILL] * 2, 0)
    assert halfway == (2, 2, True)
    reform = Reform.objects.get()
    assert (reform.state, outcome(reform)) == ("done", dict.fromkeys(codes, True))
    assert [one.code for one in guides_of(new)] == codes
    events = Event.objects.filter(type="transferred").values_list("code", flat=True)
    assert sorted(events) == sorted(codes[:3])
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, Event.objects.count() + 1)
    )
    assert list(PublishedVersion.objects.values_list("code", "version", "filing_no")) == versions
    assert is_sound()
    assert verify() == {}
