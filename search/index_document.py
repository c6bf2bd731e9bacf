"""The index document: all that search knows of one guide, made from its public cut alone."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from publication.choices import OPEN_STATES
from publication.models import PublicState
from search.bigrams import all_characters, characters, index_tokens
from search.facets import Facet
from search.folding import fold
from search.texts import WEIGHTED, texts_of

HOURS = {"instant": 0, "hour": 1, "calendar_day": 24, "working_day": 34, "month": 720}
"""Hours of a unit on the calendar, to order promises; five working days are a week."""


LONGEST_VALUE = 100
SEPARATOR = "\x1f"
"""Between title, everyday names and texts of what databases read to order hits."""


@dataclass(frozen=True)
class IndexDocument:
    """A guide as every engine stores it (索引文档): what finds it, filters it, and is shown of it.

    `seq` is the event that it reflects. One that is not open is a tombstone: it keeps its place so
    that an older event cannot bring the guide back.
    """

    code: str
    seq: int
    is_open: bool
    texts: dict[str, list[str]] = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    shown: dict[str, Any] = field(default_factory=dict)
    promised_hours: int | None = None

    def tokens(self) -> dict[str, list[str]]:
        """Return {"title", "aliases", "summary", "text"}: tokens in order; `text` has all
        fields.
        """
        found = {name: index_tokens(_joined([self.texts.get(name, ())])) for name in WEIGHTED}
        return found | {"text": index_tokens(_joined(self.texts.values()))}

    def searched(self) -> str:
        """Return the folded title, everyday names and all texts, by which databases order hits."""
        fields = [[self.texts.get(name, ())] for name in ("title", "aliases")]
        return SEPARATOR.join(fold(_joined(one)) for one in [*fields, self.texts.values()])

    def all_characters(self) -> str:
        """Return every Han character of all texts, as often as it stands there."""
        return all_characters(_joined(self.texts.values()))

    def characters(self, *fields: str) -> list[str]:
        """Return the different Han characters of some fields, or of all."""
        return sorted(
            characters(_joined(self.texts.get(name, ()) for name in fields or self.texts))
        )

    def fingerprint(self) -> str:
        """Return a hash of all that an index holds of the guide, by which it is verified."""
        parts = [self.is_open, self.texts, [vars(one) for one in self.facets], self.shown]
        text = json.dumps([*parts, self.promised_hours], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def payload(self) -> str:
        """Return, as JSON text, what a hit shows and what highlights are made from."""
        return json.dumps({"shown": self.shown, "texts": self.texts}, ensure_ascii=False)


def index_document(state: PublicState) -> IndexDocument:
    """Return the IndexDocument of a guide's PublicState, from its current version's public cut."""
    if state.state not in OPEN_STATES:
        return IndexDocument(code=state.code, seq=state.seq, is_open=False)
    version = state.current
    public = json.loads(version.public_text)
    return IndexDocument(
        code=state.code,
        seq=state.seq,
        is_open=True,
        texts=texts_of(public, state.code, [version.filing_no]),
        facets=tuple({(one.name, one.value): one for one in _facets(state) if one.value}.values()),
        shown=_shown(state, version),
        promised_hours=_hours(state.summary["promised"]),
    )


def _joined(fields):
    """Join the lines of fields; no token crosses the end of a line."""
    return "\n".join(line for lines in fields for line in lines)


def _shown(state, version):
    return {
        "facts": state.summary,
        "state": state.state,
        "version": version.version,
        "seq": state.seq,
        "effective_on": _iso(version.effective_on),
        "since": _iso(state.since),
        "until": _iso(state.until),
        "reason": state.reason,
        "updated_at": state.updated_at.isoformat(),
    }


def _iso(day):
    return day.isoformat() if isinstance(day, date) else day


def _facets(state):
    facts = state.summary
    yield Facet("state", state.state)
    department, region = facts["department"], facts["region"]
    named = [("department", department["slug"], department), ("region", region["code"], region)]
    named += [("theme", theme["code"], theme) for theme in facts["themes"]]
    named += [("situation", facts["situation"]["name"], facts["situation"])]
    for name, value, words in named:
        yield Facet(name, value[:LONGEST_VALUE], words["name"], words.get("name_en", ""))
    yield Facet("item_type", facts["item_type"] or "")
    yield from (Facet("audience", value) for value in facts["audience"])
    flags = {
        "online": facts["online"] is True,
        "no_visit": facts["visits"] == 0,
        "free": facts["charged"] is False,
        "instant": facts["instant"],
    }
    yield from (Facet(name, "1") for name, holds in flags.items() if holds)


def _hours(promised):
    unit, value = promised["unit"], promised["value"]
    if unit == "instant":
        return 0
    return None if value is None or unit not in HOURS else value * HOURS[unit]
