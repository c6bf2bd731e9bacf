"""What readers ask for: stored versions and states by key, one query each, no page tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from core.wagtail_changes.prepared_statement import rows_of
from guides.choices import DocumentKind
from guides.document.text_field import unpack
from publication.choices import State
from publication.models import PublicState, PublishedVersion

# By hand, as this is what a crowd of readers costs: the ORM takes longer than the database here.
FACTS = """
    version.version, version.filing_no, version.filed_on, version.published_on,
    version.effective_on, version.public_sha256, version.seq, version.change_note
"""
ONE_GUIDE = f"""
    SELECT state.state, state.newest_version, state.seq, state.reason, state.since,
           state.successor, current.version, {FACTS},
           CASE WHEN %(with_text)s THEN version.public_text END,
           version.version > current.version AND EXISTS (
             SELECT 1 FROM publication_publishedversion AS newer
             WHERE newer.code = version.code AND newer.kind = version.kind
               AND newer.version > version.version AND newer.effective_on <= version.effective_on)
    FROM publication_publicstate AS state
    JOIN publication_publishedversion AS current ON current.id = state.current_id
    LEFT JOIN publication_publishedversion AS version
      ON version.code = state.code AND version.kind = state.kind
     AND version.version = COALESCE(%(number)s, current.version)
    WHERE state.code = %(code)s AND state.kind = 'guide'
"""  # noqa: S608  only columns of ours are put in
VERSIONS = f"""
    SELECT {FACTS}, CASE WHEN version.version = %(number)s THEN version.public_text END
    FROM publication_publishedversion AS version
    WHERE version.code = %(code)s AND version.kind = 'guide'
    ORDER BY version.version DESC
"""  # noqa: S608  only columns of ours are put in


@dataclass(frozen=True)
class Reading:
    """A guide's public state and one of its versions (None when there is none of that number).

    The version brings its public text when it was asked for; nothing else of it may be read but
    its envelope.
    """

    state: str
    newest_version: int
    seq: int
    reason: str
    since: date | None
    successor: str
    current_version: int
    is_overtaken: bool
    """Whether a newer version comes into force before the version that was asked for."""
    version: PublishedVersion | None

    @property
    def version_state(self) -> str:
        """The state that readers get for the version."""
        if self.is_overtaken or self.version is None:
            return State.SUPERSEDED
        return state_of_version(self.state, self.current_version, self.version.version)


def read_guide(code: str, number: int | None = None, *, with_text: bool = True) -> Reading | None:
    """Return the Reading of a guide's version `number`, or of its current one; None for no
    guide.
    """
    found = rows_of(ONE_GUIDE, {"code": code, "number": number, "with_text": with_text})
    if not found:
        return None
    state, newest, seq, reason, since, successor, current, *facts, is_overtaken = found[0]
    return Reading(
        state,
        newest,
        seq,
        reason,
        as_date(since),
        successor,
        current,
        bool(is_overtaken),
        _version(code, *facts),
    )


def _version(code, *facts):
    number, filing_no, filed_on, published_on, effective_on, sha256, seq, note, text = facts
    if number is None:
        return None
    return PublishedVersion(
        code=code,
        kind=DocumentKind.GUIDE.value,
        version=number,
        filing_no=filing_no,
        filed_on=as_date(filed_on),
        published_on=as_date(published_on),
        effective_on=as_date(effective_on),
        public_sha256=sha256,
        seq=seq,
        change_note=note,
        public_text="" if text is None else unpack(text),
    )


def as_date(value: date | str | None) -> Any:
    """Return a date as PostgreSQL (date) and SQLite (text) have it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def state_of_version(state: str, current: int, number: int) -> str:
    """Return the state that readers get for version `number` of a guide in a `state`, whose version
    `current` is in force. What waited for its day when the guide was abolished never has one.
    """
    if number == current or (number > current and state == State.ABOLISHED):
        return state
    return State.SCHEDULED if number > current else State.SUPERSEDED


def coming_version(versions: Iterable[PublishedVersion], current: int) -> PublishedVersion | None:
    """Return which of a code's versions, newest first, follows the version number `current`: the
    one with the earliest date, of several with that date the newest; None without one.
    """
    ahead = [one for one in versions if one.version > current]
    return min(ahead, key=lambda one: one.effective_on, default=None)


def is_overtaken(
    version: PublishedVersion, versions: Iterable[PublishedVersion], current: int
) -> bool:
    """Return whether a version that waits for its day will never be in force, as a newer one of a
    code's `versions` comes first.
    """
    return version.version > current and any(
        one.version > version.version and one.effective_on <= version.effective_on
        for one in versions
    )


def current(code: str, kind: str = DocumentKind.GUIDE) -> PublicState | None:
    """Return the PublicState of a code with its current version loaded, or None."""
    return PublicState.objects.select_related("current").filter(code=code, kind=kind).first()


def versions_of(code: str, kind: str = DocumentKind.GUIDE) -> QuerySet[PublishedVersion]:
    """Return all filed versions of a code, newest first, without their texts."""
    return (
        PublishedVersion.objects.filter(code=code, kind=kind)
        .defer("text", "public_text")
        .order_by(F("version").desc())
    )


def versions_with_text(code: str, number: int) -> list[PublishedVersion]:
    """Return all versions of a guide, newest first, as their envelopes need them; one query.

    Only version `number` brings its public text, the others an empty one.
    """
    rows = rows_of(VERSIONS, {"code": code, "number": number})
    return [_version(code, *row) for row in rows]
