"""What is new: guides published lately, and what happened to guides lately."""

from typing import Any

from guides.choices import DocumentKind
from guides.showing.words import full_name
from home.listing import open_guides, rows_of
from publication.choices import EventType, State
from publication.models import Event, PublicState

SHOWN_GUIDES = 9
SHOWN_CHANGES = 6
LOOKED_AT = 60
TAGS = {
    EventType.PUBLISHED: "ok",
    EventType.REVISED: "info",
    EventType.CORRECTED: "info",
    EventType.SUSPENDED: "warn",
    EventType.RESUMED: "ok",
    EventType.EFFECTIVE: "info",
    EventType.EXPIRED: "stop",
    EventType.ABOLISHED: "stop",
}


def recent_guides() -> list[dict[str, Any]]:
    """Return rows of guides published lately, taken in turn from the departments."""
    states = list(open_guides().filter(state=State.CURRENT).order_by("-seq")[:LOOKED_AT])
    return rows_of(_in_turn(states)[:SHOWN_GUIDES])


def _in_turn(states):
    """Put the newest of each department first, then the second newest, and so on."""
    seen = {}
    ranked = []
    for place, state in enumerate(states):
        rank = seen[state.department_slug] = seen.get(state.department_slug, -1) + 1
        ranked.append((rank, place, state))
    return [state for _rank, _place, state in sorted(ranked, key=lambda one: one[:2])]


def everyday_names(rows: list[dict[str, Any]], most: int = 6) -> list[str]:
    """Return up to `most` everyday names of the guides in these rows, one of each guide."""
    names = [name for found in rows for name in found["aliases"][:1]]
    return list(dict.fromkeys(names))[:most]


def recent_changes() -> list[dict[str, Any]]:
    """Return what happened to guides lately, the newest of each: day, kind, guide, one sentence."""
    latest = Event.objects.filter(kind=DocumentKind.GUIDE, type__in=TAGS).order_by("-seq")
    newest = {}
    for event in latest[:LOOKED_AT]:
        newest.setdefault(event.code, event)
    events = list(newest.values())[:SHOWN_CHANGES]
    states = PublicState.objects.filter(
        kind=DocumentKind.GUIDE, code__in={event.code for event in events}
    ).only("code", "title", "summary", "state", "until")
    by_code = {state.code: state for state in states}
    return [_change(event, by_code[event.code]) for event in events if event.code in by_code]


def _change(event, state):
    return {
        "at": event.at,
        "tag": TAGS[event.type],
        "type": event.get_type_display(),
        "code": event.code,
        "name": full_name(state.summary, state.title),
        "department": state.summary.get("department", {}),
        "text": event.payload.get("change_note") or event.payload.get("reason", ""),
        "until": "" if state.is_overdue else event.payload.get("until", ""),
        "effective_on": event.payload.get("effective_on", ""),
    }
