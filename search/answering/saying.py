"""Saying a fact of a guide as an answer: a heading, the fact in large letters, what it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from guides.showing.advice import contacts
from guides.showing.facts import cards
from guides.showing.hours import service_points
from guides.showing.language import gettext as _
from guides.showing.language import pgettext
from guides.showing.materials import what_to_bring
from guides.showing.outcome import fees
from guides.showing.words import limit_text, listed
from search.answering.kinds import Kind

MOST_NAMED = 6
SECTIONS = {
    Kind.PAPERS: "materials",
    Kind.HOURS: "service_points",
    Kind.TIME: "time_limits",
    Kind.PHONE: "contacts",
    Kind.ONLINE: "handling",
    Kind.MONEY: "fees",
    Kind.PLACE: "service_points",
}
"""The section of the Document that an answer is taken from."""


@dataclass(frozen=True)
class Fact:
    """A fact in words: `question` is its heading, `text` the fact, `notes` what belongs to it."""

    question: str
    text: str
    notes: list[str] = field(default_factory=list)


def fact_of(kind: Kind, public: Mapping[str, Any]) -> Fact | None:
    """Return what a guide's public cut says of a kind, None when it says nothing certain."""
    return WAYS[kind](public)


def _card(public, key):
    return next((one for one in cards(public) if one["key"] == key), None)


def _big(card):
    return card["text"] or f"{card['number']} {card['unit']}"


def _time(public):
    card = _card(public, "time")
    if card is None:
        return None
    notes = [public["time_limits"]["promised"]["note"], card["note"]]
    return Fact(card["question"], _big(card), [note for note in notes if note])


def _money(public):
    found = fees(public)
    if found is None:
        return None
    question = _("Does it cost money?")
    if found["free"]:
        return Fact(question, _("Free of charge"))
    rows = [row for row in found["rows"] if row["standard"] or row["amount"]]
    if not rows:
        return None
    first, *others = [_fee(row) for row in rows[:MOST_NAMED]]
    return Fact(question, first, others)


def _fee(row):
    if row["standard"]:
        return f"{row['name']}: {row['standard']}" if row["name"] else row["standard"]
    return f"{row['name']} {row['amount']} {_('yuan')}"


def _place(public):
    points = [one for one in service_points(public) if one["address"]]
    if not points:
        return None
    first, *others = [f"{one['name']}, {one['address']}" for one in points[:MOST_NAMED]]
    return Fact(_("Where do I go?"), first, others)


def _hours(public):
    points = [one for one in service_points(public) if one["seasons"]]
    if not points:
        return None
    first = points[0]
    rows = [_hour_row(row) for season in first["seasons"] for row in season["rows"]]
    notes = [*rows[1:], first["hours_note"]]
    return Fact(f"{first['name']}: {_('when is it open?')}", rows[0], [one for one in notes if one])


def _hour_row(row):
    return f"{row['days']} {listed(row['spans'])}"


def _papers(public):
    found = what_to_bring(public)
    if found is None:
        return None
    question = _("What do I bring?")
    names = [one["name"] for one in found["prepare"]]
    if not names:
        return Fact(question, _("Nothing: the office has what it needs"))
    notes = []
    if spared := [one["name"] for one in found["spared"]]:
        notes.append(f"{_('You need not bring:')} {listed(spared[:MOST_NAMED])}")
    if perhaps := [one["name"] for one in found["perhaps"]]:
        notes.append(f"{_('Only in some cases:')} {listed(perhaps[:MOST_NAMED])}")
    return Fact(question, listed(names[:MOST_NAMED]), notes)


def _phone(public):
    found = contacts(public)
    phones = [one for group in (found or {"groups": ()})["groups"][:1] for one in group["items"]]
    phones = [one for one in phones if one["href"].startswith("tel:")]
    if not phones:
        return None
    notes = [f"{one['value']} {one['note']}".strip() for one in phones[1:MOST_NAMED]]
    first = phones[0]
    notes = [one for one in (first["note"], *notes) if one]
    return Fact(_("Whom do I call?"), first["value"], notes)


def _online(public):
    handling = public["handling"]
    if handling["online"] is None:
        return None
    question = _("Can it be done online?")
    limit = limit_text(public["time_limits"]["promised"])
    if handling["online"]:
        return Fact(question, pgettext("a fact", "Fully online"), [limit] if limit else [])
    card = _card(public, "visits")
    notes = [f"{card['note']} {card['number']} {card['unit']}"] if card else []
    return Fact(question, _("Not wholly: part of it is done in person"), notes)


WAYS = {
    Kind.PAPERS: _papers,
    Kind.HOURS: _hours,
    Kind.TIME: _time,
    Kind.PHONE: _phone,
    Kind.ONLINE: _online,
    Kind.MONEY: _money,
    Kind.PLACE: _place,
}
