"""Which guide takes the place of an abolished one, also when that has been replaced since."""

from dataclasses import dataclass

from django.db.models import Q

from guides.choices import DocumentKind
from guides.showing.words import full_name
from publication.choices import OPEN_STATES, EventType, State
from publication.models import Event, PublicState

MOST_STEPS = 10


@dataclass(frozen=True)
class Successor:
    """The guide to which readers of an abolished one are sent."""

    code: str
    name: dict
    """`{name, name_en}`."""
    state: str
    seq: int


def successor_of(code: str) -> Successor | None:
    """Return the last Successor in the chain that begins with the successor `code`, or None.

    A guide that was abolished without a successor ends the chain: its page says what to do.
    """
    found, seen = None, set()
    while code and code not in seen and len(seen) < MOST_STEPS:
        seen.add(code)
        row = _row(code)
        if row is None:
            break
        found = Successor(row.code, full_name(row.summary, row.title), row.state, row.seq)
        code = row.successor if row.state == State.ABOLISHED else ""
    return found


def successors_of_record(code: str) -> list[str]:
    """Return the codes that took a guide's place, in the order of its record; empty without one."""
    ends = Event.objects.filter(code=code, kind=DocumentKind.GUIDE, type=EventType.ABOLISHED)
    payload = ends.order_by("-seq").values_list("payload", flat=True).first() or {}
    return payload.get("successors") or []


def openly_filed() -> Q:
    """Return the condition on public states under which a guide may take another's place."""
    return Q(kind=DocumentKind.GUIDE, state__in=OPEN_STATES)


def is_open(code: str) -> bool:
    """Return whether a guide of this code may take another's place."""
    return PublicState.objects.filter(openly_filed(), code=code).exists()


def _row(code):
    rows = PublicState.objects.filter(code=code, kind=DocumentKind.GUIDE)
    return rows.only("code", "state", "seq", "title", "summary", "successor").first()
