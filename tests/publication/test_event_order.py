"""Event order on PostgreSQL: sequence numbers become visible in their order, under load too."""

import threading
import time

import pytest
from django.db import connection, transaction

from guides.document import canonical_json
from publication.event_log import take_places
from publication.filing import cut_guide, publish
from publication.filing_number import take_number
from publication.models import Event, PublishedVersion
from tests.publication.filing_samples import filed, guide_document, old_envelope

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

SECONDS = 30
THREADS = 8


def in_thread(function, *args):
    def run():
        try:
            function(*args)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_polling_consumer_sees_neither_of_two_overlapping_publications_then_both_in_order():
    filed("warm-up", number=1)
    a_has_its_place, a_may_commit = threading.Event(), threading.Event()

    def slow_publication():
        with transaction.atomic():
            filed("a-1", number=2)
            a_has_its_place.set()
            a_may_commit.wait(10)

    a = in_thread(slow_publication)
    a_has_its_place.wait(10)
    b = in_thread(filed, "b-1", "另一份", 1)
    time.sleep(0.5)
    seen_while_waiting = set(Event.objects.values_list("code", flat=True))
    a_may_commit.set()
    a.join(10)
    b.join(10)

    assert seen_while_waiting == {"warm-up"}
    assert [*Event.objects.order_by("seq").values_list("seq", "code")] == [
        (1, "warm-up"),
        (2, "a-1"),
        (3, "b-1"),
    ]


def test_eight_threads_filing_leave_numbers_without_gap_and_lose_no_event():
    stop = time.monotonic() + SECONDS
    facts = vars(old_envelope()).copy()
    for own in ("version", "filing_no"):
        facts.pop(own)
    seen, done = [], threading.Event()

    def file_guides(worker):
        count = 0
        while time.monotonic() < stop:
            count += 1
            cut = cut_guide(canonical_json(guide_document(f"指南 {worker}-{count}")))
            with transaction.atomic():
                publish(f"w{worker}-{count}", [cut], facts, number=lambda: take_number(2026))

    def poll():
        after = 0
        while not done.is_set():
            for seq in (
                Event.objects.filter(seq__gt=after).order_by("seq").values_list("seq", flat=True)
            ):
                seen.append(seq)
                after = seq

    poller = in_thread(poll)
    workers = [in_thread(file_guides, number) for number in range(THREADS)]
    for worker in workers:
        worker.join()
    time.sleep(0.5)
    done.set()
    poller.join()

    total = PublishedVersion.objects.count()
    assert total > THREADS
    assert seen == list(range(1, total + 1))
    numbers = set(PublishedVersion.objects.values_list("filing_no", flat=True))
    assert numbers == {f"云政服备〔2026〕{n:04d}号" for n in range(1, total + 1)}


def test_a_rolled_back_publication_gives_its_place_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        take_places(1)
        raise RuntimeError

    with transaction.atomic():
        assert list(take_places(1)) == [1]
