"""What a guide's page reads: one statement gives its public states and its stored page, another
its versions when the page must be made anew.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Case, F, Value, When

from core.prepared_statement import rows_of
from guides.choices import DocumentKind
from guides.document.text_field import DocumentTextField
from guides.showing.words import day, picked
from home.listing import row_name
from publication.choices import OPEN_STATES, State
from publication.models import PublishedVersion
from publication.reading import as_date, state_of_version

MOST_SITUATIONS = 60

# By hand, as this is what a crowd of readers costs: the ORM takes longer than the database here.
STATES = f"""
    SELECT state.code, state.state, state.seq, state.newest_version, state.title, state.summary,
           state.reason, state.since, state.until, state.successor,
           version.version, version.filing_no, page.etag,
           CASE WHEN page.etag <> %(known)s THEN page.body END
    FROM publication_publicstate AS state
    JOIN publication_publishedversion AS version ON version.id = state.current_id
    LEFT JOIN home_storedpage AS page
      ON page.code = state.code AND state.code = %(code)s
     AND page.language = %(language)s AND page.build = %(build)s
    WHERE state.kind = 'guide' AND (state.code = %(code)s OR state.item_key = (
        SELECT mine.item_key FROM publication_publicstate AS mine
        WHERE mine.code = %(code)s AND mine.kind = 'guide' AND mine.item_key NOT LIKE '%%:'))
    ORDER BY state.code <> %(code)s, state.code
    LIMIT {MOST_SITUATIONS}
"""  # noqa: S608  only a number of ours is put in
"""The guide first, then the others of its item: without a basic code the key ends in a colon and
would name unrelated items."""


@dataclass(frozen=True)
class ReaderState:
    """The public state of one guide as its page needs it."""

    code: str
    state: str
    seq: int
    newest_version: int
    title: str
    summary_text: str
    reason: str
    since: date | None
    until: date | None
    successor: str
    version: int
    """The current version."""
    filing_no: str

    @cached_property
    def summary(self):
        """The facts that lists show (`publication.summary`)."""
        return json.loads(self.summary_text)

    def state_of(self, number):
        """Return the state that readers get for version `number`."""
        return state_of_version(self.state, self.version, number)


class States:
    """The public state of a guide, with its siblings: the other situations of the same item.

    `etag` and `body` are those of its stored page; `body` is None when there is none, or when
    the reader has it already.
    """

    def __init__(self, code, rows):
        self.code = code
        found = [_state(row) for row in rows]
        self.own = found[0] if found and found[0].code == code else None
        self.etag, self.body = rows[0][-2:] if self.own else (None, None)
        self.siblings = sorted(
            (one for one in found if one.code == code or one.state in OPEN_STATES),
            key=lambda one: one.code,
        )

    def key(self):
        """Return what changes whenever the pages of this item must change.

        A guide's sequence number moves with every event, so it stands for content and state.
        """
        return [f"{one.code}:{one.state}:{one.seq}" for one in self.siblings]

    def links(self):
        """Return the row of situations; empty when there is only one."""
        links = [
            {
                "code": one.code,
                "name": one.summary.get("situation") or row_name(one.summary, one.title),
                "current": one.code == self.code,
                "suspended": one.state == State.SUSPENDED,
            }
            for one in self.siblings
        ]
        return links if len(links) > 1 else []


def states_of(code, language="", known=""):
    """Return the States of a guide's item with its stored page in a language; one query.

    `known` is the ETag that the reader has: its page is not fetched again.
    """
    asked = {"code": code, "language": language, "build": settings.BUILD_ID, "known": known}
    return States(code, rows_of(STATES, asked))


def _state(row):
    facts = list(row[:-2])
    facts[7:9] = [as_date(value) for value in facts[7:9]]
    return ReaderState(*facts)


def versions_of(code, number):
    """Return all versions of a guide, newest first; one query.

    Only version `number` brings its public text (`shown_text`), the others an empty one.
    """
    text = DocumentTextField()
    return list(
        PublishedVersion.objects.filter(code=code, kind=DocumentKind.GUIDE)
        .annotate(
            shown_text=Case(
                When(version=number, then=F("public_text")),
                default=Value("", output_field=text),
                output_field=text,
            )
        )
        .defer("text", "public_text")
        .order_by("-version")
    )


def version_rows(state, versions, shown):
    """Return the list of versions as a page shows it; `shown` is the number on the page."""
    return [
        {
            "number": one.version,
            "effective_on": day(one.effective_on),
            "filing_no": one.filing_no,
            "note": one.change_note,
            "shown": one.version == shown,
            "current": one.version == state.version,
            "coming": state.state_of(one.version) == State.SCHEDULED,
        }
        for one in versions
    ]


def title_of(state):
    """Return the name of a guide for a page's title."""
    return picked(row_name(state.summary, state.title))["text"]
