"""The relay: every consumer gets every event, in order, whatever fails."""

import errno
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publication import consumers, relay
from publication.models import Cursor, DeadLetter, Event
from tests.publication.filing_samples import filed

pytestmark = pytest.mark.city


@pytest.fixture
def consumer(monkeypatch):
    """Return a function that leaves one consumer registered, alone."""
    monkeypatch.setattr(consumers, "_CONSUMERS", {})
    return consumers.register


@pytest.fixture
def five_events(db):
    for number in range(1, 6):
        filed(f"a-{number}", number=number)


@pytest.mark.django_db
def test_a_consumer_gets_all_events_in_order_and_none_twice(consumer, five_events):
    got = []
    consumer("c", lambda event: got.append(event.seq))

    relay.run_once()
    relay.run_once()

    assert got == [1, 2, 3, 4, 5]
    assert relay.lag_seconds() == 0


@pytest.mark.django_db
def test_a_consumer_that_can_takes_many_events_at_once(consumer, five_events):
    alone, together = [], []
    consumer(
        "c",
        lambda event: alone.append(event.seq),
        lambda events: together.append([event.seq for event in events]),
    )

    taken = relay.run_once()
    filed("a-6", number=6)
    relay.run_once()

    assert (taken, together, alone) == ({"c": 5}, [[1, 2, 3, 4, 5]], [6])
    assert Cursor.objects.get().seq == 6


@pytest.mark.django_db
def test_many_at_once_that_fail_come_one_by_one_and_only_the_faulty_is_set_aside(
    consumer, five_events, settings
):
    settings.RELAY_MAX_ATTEMPTS = 1
    got = []

    def take(event):
        if event.seq == 3:
            raise ValueError("cannot be taken")
        got.append(event.seq)

    def take_together(events):
        raise ValueError("one of them cannot be taken")

    consumer("c", take, take_together)
    relay.run_once()

    assert (got, DeadLetter.objects.get().event_id) == ([1, 2, 4, 5], 3)


@pytest.mark.django_db
def test_a_consumer_that_was_away_is_tried_with_one_event(consumer, five_events):
    sizes = []

    def take(event):
        raise OperationalError("away")

    consumer("c", take, lambda events: sizes.append(len(events)))
    Cursor.objects.create(consumer="c", attempts=1)

    relay.run_once()

    assert (sizes, Cursor.objects.get().attempts) == ([], 2)


@pytest.mark.django_db
def test_a_slow_consumer_that_is_behind_holds_up_no_other(consumer, five_events, monkeypatch):
    slow, quick = [], []
    # A clock that only the slow consumer moves: a busy machine changes nothing.
    monkeypatch.setattr(relay, "monotonic", lambda: 0.03 * len(slow))
    consumer("slow", lambda event: slow.append(event.seq))
    consumer("quick", lambda event: quick.append(event.seq))

    taken = relay.run_once(seconds=0.05)

    assert taken == {"slow": 2, "quick": 5}
    assert (len(slow), quick) == (2, [1, 2, 3, 4, 5])


@pytest.mark.django_db
def test_an_unavailable_service_is_waited_for_and_loses_nothing(consumer, five_events, settings):
    settings.RELAY_MAX_ATTEMPTS, settings.RELAY_BACKOFF_SECONDS = 2, 0
    got, down = [], [True] * 10

    def handler(event):
        if down:
            down.pop()
            raise consumers.Unavailable("down")
        got.append(event.seq)

    consumer("c", handler)
    for _attempt in range(12):
        relay.run_once()

    assert got == [1, 2, 3, 4, 5]
    assert not DeadLetter.objects.exists()


@pytest.mark.django_db
def test_a_poisoned_event_becomes_a_dead_letter_and_the_rest_goes_on(
    consumer, five_events, settings
):
    settings.RELAY_MAX_ATTEMPTS, settings.RELAY_BACKOFF_SECONDS = 3, 0
    got = []

    def handler(event):
        if event.seq == 2:
            raise ValueError("poison")
        got.append(event.seq)

    consumer("c", handler)
    for _attempt in range(3):
        relay.run_once()

    assert got == [1, 3, 4, 5]
    assert DeadLetter.objects.get().event_id == 2


@pytest.mark.django_db
def test_a_relay_with_nothing_to_do_writes_nothing(consumer, five_events):
    consumer("c", lambda event: None)
    relay.run_once()

    with CaptureQueriesContext(connection) as captured:
        relay.run_once()

    assert not [one["sql"] for one in captured if one["sql"].startswith(("UPDATE", "INSERT"))]


@pytest.mark.django_db
def test_a_failing_consumer_waits_longer_each_time(consumer, five_events):
    def handler(event):
        raise ValueError("no")

    consumer("c", handler)
    relay.run_once()
    first = Cursor.objects.get()
    relay.run_once()

    assert first.attempts == Cursor.objects.get().attempts == 1
    assert first.retry_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "outage",
    [
        consumers.Unavailable("down"),
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
        TimeoutError("no answer"),
        OperationalError("the database system is starting up"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
    ],
    ids=repr,
)
def test_an_outage_of_days_is_asked_after_every_five_seconds(
    consumer, five_events, settings, outage
):
    settings.RELAY_MAX_ATTEMPTS = 2

    def handler(event):
        raise outage

    consumer("c", handler)
    Cursor.objects.create(consumer="c", attempts=100_000)
    before = timezone.now()
    relay.run_once()

    cursor = Cursor.objects.get()
    assert (cursor.seq, DeadLetter.objects.count()) == (0, 0)
    assert before < cursor.retry_at <= timezone.now() + timedelta(seconds=5)


@pytest.mark.django_db
def test_a_fault_of_an_event_is_set_aside_within_minutes(consumer, five_events):
    def handler(event):
        if event.seq == 1:
            raise FileNotFoundError(errno.ENOENT, "No such file")

    consumer("c", handler)
    waited = timedelta()
    while not DeadLetter.objects.exists():
        relay.run_once()
        cursor = Cursor.objects.get()
        if cursor.retry_at:
            waited += cursor.retry_at - timezone.now()
            Cursor.objects.update(retry_at=None)

    assert waited < timedelta(minutes=5)
    assert Cursor.objects.get().seq == 5


@pytest.mark.django_db
def test_a_failing_consumer_does_not_hold_up_another(consumer, five_events):
    got = []
    consumer("bad", lambda event: 1 / 0)
    consumer("good", lambda event: got.append(event.seq))

    relay.run_once()

    assert got == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_two_relays_at_once_end_in_the_same_state(consumer, five_events):
    effects = {}
    consumer("c", lambda event: effects.__setitem__(event.seq, event.code))

    def run():
        relay.run_once()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    relay.run_once()

    assert effects == dict(Event.objects.values_list("seq", "code"))
    assert Cursor.objects.get().seq == 5


@pytest.mark.django_db(transaction=True)
def test_a_relay_killed_between_effect_and_cursor_leaves_the_same_end_state(five_events, tmp_path):
    effects = tmp_path / "effects"
    effects.mkdir()

    killed = run_victim(effects, die_at=3)
    finished = run_victim(effects, die_at=0)

    assert (killed, finished) == (-signal.SIGKILL, 0)
    assert sorted(path.name for path in effects.iterdir()) == ["1", "2", "3", "4", "5"]
    assert Cursor.objects.get().seq == 5


def run_victim(effects, *, die_at):
    """Run a relay in a process of its own that dies by SIGKILL after the effect of one event."""
    script = Path(__file__).with_name("relay_victim.py")
    database = connection.settings_dict["NAME"]
    process = subprocess.run(
        [sys.executable, script, str(database), str(effects), str(die_at)], timeout=60, check=False
    )
    return process.returncode
