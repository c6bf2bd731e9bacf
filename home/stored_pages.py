"""Renders guides' pages once for all readers: after each event, and all of them for a release.

Readers never write: a page that is not stored yet is made for each of them (ADR 0013).
"""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from time import monotonic

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.utils import translation

from guides.choices import DocumentKind
from home.guide_html import GuidePageHtml
from home.models import StoredPage
from publication.item_states import ItemStates, Join, read_item
from publication.models import Event, PublicState

CONSUMER = "pages"
LEVEL = 6
"""Of gzip: the highest takes half as long again for a thousandth."""
LIST = 200
"""So many public states are looked at by one statement."""
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)

STORED = Join(
    columns=("page.etag", "CASE WHEN page.etag <> %(known)s THEN page.body END"),
    sql="""
    LEFT JOIN home_storedpage AS page
      ON page.code = state.code AND state.code = %(code)s
     AND page.language = %(language)s AND page.build = %(build)s""",
)


@dataclass(frozen=True)
class Stored:
    """What is stored of a page; `body` is None without a page, or when the reader has it."""

    etag: str | None = None
    body: bytes | None = None


def read_stored(
    code: str, language: str | None = None, known: str = ""
) -> tuple[ItemStates, Stored]:
    """Return the ItemStates of a guide and its Stored page in a language, by default the active
    one; one query. `known` is the ETag that the reader has: that page is not fetched again.
    """
    language = language or translation.get_language()
    item = read_item(code, STORED, language=language, build=settings.BUILD_ID, known=known)
    return item, Stored(*item.joined)


def keep_item(event: Event) -> None:
    """Store the pages of an event's guide and of its siblings, whose pages name its state."""
    if event.kind == DocumentKind.GUIDE:
        keep([one.code for one in read_item(event.code).siblings])


def keep(codes: Sequence[str], languages: Sequence[str] = LANGUAGES) -> int:
    """Store the current pages of guides that are not stored as they must be; return how many."""
    rows = []
    for language in languages:
        with translation.override(language):
            rows += filter(None, (_row(code, language) for code in codes))
    StoredPage.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("code", "language", "build"),
        update_fields=("etag", "body"),
    )
    return len(rows)


def _row(code, language):
    item, stored = read_stored(code, language)
    page = GuidePageHtml(item)
    if not page.exists or stored.etag == page.etag or (text := page.make()) is None:
        return None
    return StoredPage(
        code=code,
        language=language,
        build=settings.BUILD_ID,
        etag=page.etag,
        body=gzip.compress(text.encode(), LEVEL, mtime=0),
    )


def missing(languages: Sequence[str] = LANGUAGES) -> Iterator[list[str]]:
    """Yield lists of codes that have no page of this release in one of the languages, newest
    first. A list covers so many states as LIST says, so each is read quickly, and may be empty.
    """
    for last in range(_newest(), 0, -LIST):
        yield _lacking(last, languages)


def _newest():
    return PublicState.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _lacking(last, languages=LANGUAGES):
    stored = StoredPage.objects.filter(code=OuterRef("code"), build=settings.BUILD_ID)
    lacks_one = reduce(or_, (~Exists(stored.filter(language=language)) for language in languages))
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE, pk__gt=last - LIST, pk__lte=last)
    return list(states.filter(lacks_one).order_by("-pk").values_list("code", flat=True))


class Filling:
    """Stores what this release lacks while the relay has time, a guide at a time.

    Once it has gone through all guides it has nothing to do, as events bring what changes.
    """

    def __init__(self):
        self._last, self._waiting = None, []

    def __call__(self, until):
        """Go on until a `monotonic()` moment; return how many pages were stored."""
        stored = 0
        while monotonic() < until and (self._waiting or self._last != 0):
            if self._waiting:
                stored += keep([self._waiting.pop()])
            else:
                self._look_further()
        return stored

    def _look_further(self):
        last = _newest() if self._last is None else self._last
        self._waiting = _lacking(last)[::-1]
        self._last = max(last - LIST, 0)


def drop_other_releases() -> int:
    """Delete the pages of all other releases, once none of them answers; return how many."""
    deleted, _by_model = StoredPage.objects.exclude(build=settings.BUILD_ID).delete()
    return deleted
