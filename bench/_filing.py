"""People who file guides while something is done to the database, and note outside what was told.

A process of its own: `_deciding` sets Django up when it is imported.
"""

import json
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
from _deciding import Thread, counts_before
from django.contrib.auth import get_user_model

from guides.models import GuidePage
from publication.models import PublishedVersion

GUIDES_EACH = 20
"""Each of them has guides of their own, so that nobody waits for anybody."""


class Filer(Thread):
    """Somebody who takes guides through review, one after the other, and notes each filing."""

    def __init__(self, number, pages, people, notes):
        super().__init__(number, pages, people, float("inf"))
        self.notes = notes

    def _decide(self, waiting, page):
        asked, before = datetime.now(UTC), self.found["filed"]
        super()._decide(waiting, page)
        if self.found["filed"] > before:
            told = datetime.now(UTC)
            rows = PublishedVersion.objects.filter(submission=waiting, kind="guide")
            self.notes.keep(asked, told, waiting.pk, rows.get().sha256)


class Notes:
    """Every acknowledged filing, outside of the database: asked when, told when, its hash."""

    def __init__(self, place):
        self.place, self._lock = place, threading.Lock()
        place.touch()

    def keep(self, asked, told, submission, sha256):
        """Write one filing down before anybody is told of it."""
        row = {"asked": asked.isoformat(), "told": told.isoformat()}
        row |= {"submission": submission, "sha256": sha256}
        with self._lock, self.place.open("a", encoding="ascii") as file:
            file.write(json.dumps(row) + "\n")

    def rows(self):
        """Return what was noted, with moments as datetimes."""
        rows = [json.loads(line) for line in self.place.read_text(encoding="ascii").splitlines()]
        return [
            row | {key: datetime.fromisoformat(row[key]) for key in ("asked", "told")}
            for row in rows
        ]


@contextmanager
def filing(place, count):
    """Let `count` people file until the block ends; yield their Notes."""
    counts_before()
    notes = Notes(place)
    people = {user.username: user for user in get_user_model().objects.all()}
    rows = GuidePage.objects.select_related("department", "situation__item", "outline")
    pages = list(rows.order_by("pk")[: count * GUIDES_EACH])
    crowd = [Filer(n, pages[n::count], people, notes) for n in range(count)]
    for one in crowd:
        one.start()
    try:
        yield notes
    finally:
        for one in crowd:
            one.until = 0
        for one in crowd:
            one.join()


def held(url, notes, moment):
    """Return how a database restored to a moment agrees with the notes, as JSON data.

    Each filing that was told before the moment is there by its hash (`lost` counts the others),
    none that was asked for after it is (`too_late`), and no submission is filed without its text
    or its event (`half`).
    """
    with psycopg.connect(url) as connection:
        there = dict(connection.execute(VERSIONS).fetchall())
        (half,) = connection.execute(HALF).fetchone()
    before = [row for row in notes if row["told"] < moment]
    lost = [row for row in before if there.get(row["submission"]) != row["sha256"]]
    late = [row for row in notes if row["asked"] > moment and row["submission"] in there]
    return {
        "told_before": len(before),
        "told_after": len(notes) - len(before),
        "lost": len(lost),
        "lost_since": min((row["told"] for row in lost), default=None),
        "too_late": len(late),
        "half": half,
    }


VERSIONS = """
    SELECT submission_id, sha256 FROM publication_publishedversion
    WHERE kind = 'guide' AND submission_id IS NOT NULL
"""
HALF = """
    SELECT (SELECT count(*) FROM moderation_submission s WHERE state = 'filed' AND NOT EXISTS
              (SELECT 1 FROM publication_publishedversion v WHERE v.submission_id = s.id))
         + (SELECT count(*) FROM publication_publishedversion v WHERE NOT EXISTS
              (SELECT 1 FROM publication_event e WHERE e.seq = v.seq))
"""


def wait(seconds, notes):
    """Let people file for a while; return how many filings they were told of meanwhile."""
    before = len(notes.rows())
    time.sleep(seconds)
    return len(notes.rows()) - before
