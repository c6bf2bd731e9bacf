"""The life of a guide as a table: what each event leads to in each state, or why it is refused.

Filing, suspending, the dates that come due, hand-overs, forms and the rebuilding of public states
read this table and decide nothing beside it. `docs/states.md` shows it to people.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.choices import EventType, State

NOT_FILED = ""
"""The state of a code under which nothing has been filed."""


@dataclass(frozen=True)
class Leads:
    """What an event leads to: `to` when the version it concerns is in force on that day, `before`
    when its date lies ahead. `keeps` names what readers still get of the state before.
    """

    to: State
    before: State
    keeps: frozenset[str] = frozenset()

    def on(self, *, in_force: bool) -> State:
        """Return the state that follows."""
        return self.to if in_force else self.before


@dataclass(frozen=True)
class Refused:
    """Why an event cannot happen in a state: a sentence for the person at the screen."""

    why: Promise


def to(state: State, *, before: State | None = None, keeps: Iterable[str] = ()) -> Leads:
    """Return the Leads to a state, by default the same before a version's date."""
    return Leads(state, before or state, frozenset(keeps))


SUSPENSION = ("since", "reason", "until")
EVERYTHING = ("since", "reason", "until", "successor")

NOTHING_FILED = Refused(
    _("Nothing has been filed under this code yet. Submit a first version and have it filed.")
)
FILED_BEFORE = Refused(_("A first version has been filed; whatever follows is a revision."))
REPLACED = Refused(
    _("This version has been replaced by a newer one. Decide about the version in force.")
)
ABOLISHED = Refused(_("This guide has been abolished for good; its state cannot change any more."))
NO_VERSION_AFTER_ABOLITION = Refused(
    _(
        "This guide has been abolished for good, so no version can follow. To handle the service"
        " again, add a handling item to the catalogue and write a new guide."
    )
)
NOT_SUSPENDED = Refused(_("This guide is not suspended, so there is nothing to resume."))
EXPIRED_ALREADY = Refused(
    _(
        "This guide has expired. To handle the service again, file a new version; if it is not"
        " handled any more, abolish the guide."
    )
)
CORRECT_BY_REVISING = Refused(
    _("Only a text in force is corrected. Submit this guide's next version in the usual way.")
)

_COLUMNS = (
    NOT_FILED,
    State.SCHEDULED,
    State.CURRENT,
    State.SUSPENDED,
    State.SUPERSEDED,
    State.EXPIRED,
    State.ABOLISHED,
)
"""`superseded` is what an older version is; no guide as a whole is in that state."""

_S = State
_ROWS: dict[str, tuple[Leads | Refused, ...]] = {
    EventType.PUBLISHED: (
        to(_S.CURRENT, before=_S.SCHEDULED),
        FILED_BEFORE,
        FILED_BEFORE,
        FILED_BEFORE,
        REPLACED,
        FILED_BEFORE,
        NO_VERSION_AFTER_ABOLITION,
    ),
    EventType.REVISED: (
        NOTHING_FILED,
        to(_S.CURRENT, before=_S.SCHEDULED),
        to(_S.CURRENT),
        to(_S.SUSPENDED, keeps=SUSPENSION),
        REPLACED,
        to(_S.CURRENT, before=_S.EXPIRED),
        NO_VERSION_AFTER_ABOLITION,
    ),
    EventType.EFFECTIVE: (
        NOTHING_FILED,
        to(_S.CURRENT),
        to(_S.CURRENT),
        to(_S.SUSPENDED, keeps=SUSPENSION),
        REPLACED,
        to(_S.CURRENT),
        ABOLISHED,
    ),
    EventType.CORRECTED: (
        NOTHING_FILED,
        CORRECT_BY_REVISING,
        to(_S.CURRENT, keeps=("since",)),
        to(_S.SUSPENDED, keeps=SUSPENSION),
        REPLACED,
        CORRECT_BY_REVISING,
        NO_VERSION_AFTER_ABOLITION,
    ),
    EventType.SUSPENDED: (
        NOTHING_FILED,
        to(_S.SUSPENDED),
        to(_S.SUSPENDED),
        to(_S.SUSPENDED, keeps=("since",)),
        REPLACED,
        EXPIRED_ALREADY,
        ABOLISHED,
    ),
    EventType.RESUMED: (
        NOTHING_FILED,
        NOT_SUSPENDED,
        NOT_SUSPENDED,
        to(_S.CURRENT, before=_S.SCHEDULED),
        REPLACED,
        EXPIRED_ALREADY,
        ABOLISHED,
    ),
    EventType.EXPIRED: (
        NOTHING_FILED,
        to(_S.EXPIRED),
        to(_S.EXPIRED),
        to(_S.EXPIRED),
        REPLACED,
        EXPIRED_ALREADY,
        ABOLISHED,
    ),
    EventType.ABOLISHED: (
        NOTHING_FILED,
        to(_S.ABOLISHED),
        to(_S.ABOLISHED),
        to(_S.ABOLISHED),
        REPLACED,
        to(_S.ABOLISHED),
        ABOLISHED,
    ),
    EventType.TRANSFERRED: (
        NOTHING_FILED,
        to(_S.SCHEDULED, keeps=EVERYTHING),
        to(_S.CURRENT, keeps=EVERYTHING),
        to(_S.SUSPENDED, keeps=EVERYTHING),
        REPLACED,
        to(_S.EXPIRED, keeps=EVERYTHING),
        ABOLISHED,
    ),
}

TABLE = {event: dict(zip(_COLUMNS, row, strict=True)) for event, row in _ROWS.items()}
"""{event: {state: Leads or Refused}}: every event in every state."""


def is_allowed(state: str, event: str) -> bool:
    """Return whether an event can happen in a state."""
    return isinstance(TABLE[event][state], Leads)


def refusal(state: str, event: str) -> Promise | None:
    """Return why an event is refused in a state, or None."""
    cell = TABLE[event][state]
    return cell.why if isinstance(cell, Refused) else None


def outcome(state: str, event: str) -> Leads:
    """Return what an event leads to in a state; ValidationError with the reason it is refused."""
    cell = TABLE[event][state]
    if isinstance(cell, Refused):
        raise ValidationError(str(cell.why), code="refused")
    return cell
