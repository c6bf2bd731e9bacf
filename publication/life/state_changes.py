"""Writing what happened: events, in commit order, and the public states that follow from them.

`follow` is the only place where a PublicState changes, for what happens now as for rebuilding
states from the event log (`publication.life.rebuild`).
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core.audit.recording import entry_of, write_many
from publication.acts import act_of
from publication.choices import EventType, State
from publication.event_log import event_of, take_places
from publication.life.transitions import is_allowed, outcome
from publication.models import Event, PublicState, PublishedVersion
from publication.summary import summary_of

BRINGS_A_VERSION = frozenset({EventType.PUBLISHED, EventType.REVISED, EventType.CORRECTED})

NAMED = ("slug", "name", "name_en")
"""How an event names a department."""


@dataclass
class Change:
    """Something that happens to a version of a guide or manual, not yet written.

    `on` is the day that counts, by default today: for what comes due, the day on which it did.
    `by` is who did it, by default the person at work.
    """

    state: PublicState
    type: EventType
    version: PublishedVersion
    payload: dict = field(default_factory=dict)
    on: date | None = None
    by: object | None = None


def put_on_record(
    changes: Sequence[Change], save: Callable[[Iterable[PublicState]], Any] | None = None
) -> None:
    """Write the events of Changes and their states; ValidationError when the table refuses one.

    Takes the event counter, so it stands last in a transaction (lock order: guide, filing counter,
    event counter). Versions that are not saved yet are saved with their event's number. `save`
    writes the states, by default each by itself with what hangs on it.
    """
    now, today = timezone.now(), timezone.localdate()
    events, states_before = [], [change.state.state for change in changes]
    for change, seq in zip(changes, take_places(len(changes)), strict=True):
        outcome(change.state.state, change.type)
        if change.version.pk is None:
            change.version.seq = seq
            change.version.save(force_insert=True)
        payload = {**change.payload, "on": (change.on or today).isoformat()}
        event = event_of(change.version, change.type, seq=seq, at=now, payload=payload)
        follow(change.state, event, change.version)
        events.append(event)
    states = {id(change.state): change.state for change in changes}
    (save or save_each)(states.values())
    Event.objects.bulk_create(events)
    _write_down(changes, events, states_before)


def _write_down(changes, events, states_before):
    """Let the audit log know the events, on which content, and the states before and after."""
    write_many(
        [
            entry_of(
                act_of(event.type),
                role=event.payload.get("signed_role"),
                about=change.state,
                label=change.version.title,
                code=event.code,
                sha256=change.version.sha256,
                at=event.at,
                before={"state": before},
                after={"state": str(change.state.state)},
                kind=event.kind,
                version=event.version,
                seq=event.seq,
                filing_no=change.version.filing_no,
                reason=event.payload.get("reason"),
                **({"by": change.by} if change.by else {}),
            )
            for change, event, before in zip(changes, events, states_before, strict=True)
        ]
    )


def save_each(states: Iterable[PublicState]) -> None:
    """Save public states with the day on which each changes next."""
    for state in states:
        state.due_on = next_due(state, pending_days(state))
        state.save()


def follow(state: PublicState, event: Event, version: PublishedVersion) -> None:
    """Let `state` be what readers get after an event of `version`; saves nothing."""
    leads = outcome(state.state, event.type)
    day = day_of(event)
    if event.type in BRINGS_A_VERSION:
        state.newest_version = max(version.version, state.newest_version or 0)
    if _is_shown_now(state, event, version, day):
        show(state, version)
    state.state = leads.on(in_force=version.effective_on <= day)
    for name, value in _facts(state, event, day).items():
        if name not in leads.keeps:
            setattr(state, name, value)
    if event.type == EventType.TRANSFERRED:
        state.handed_to = _receiver(state, event, day)
    state.seq, state.updated_at = event.seq, event.at


def _receiver(state, event, day):
    """Return what readers are told of who is responsible now: another department, or the same one
    under another name; nothing new of one that only moved to another place.
    """
    before, after = event.payload["from"], event.payload["to"]
    if all(before.get(name) == after.get(name) for name in NAMED):
        return state.handed_to
    shown = {**after, "on": day.isoformat()}
    if after["slug"] != state.department_slug:
        return shown
    return {} if before["slug"] != after["slug"] else shown | {"renamed": event.seq}


def day_of(event: Event) -> date:
    """Return the day that counts for an event; events of older releases have only a moment."""
    written = event.payload.get("on")
    return date.fromisoformat(written) if written else timezone.localdate(event.at)


def _is_shown_now(state, event, version, day):
    """Return whether the event lets `version` be what readers get of the code.

    Before anything is in force, that is the version which comes into force first.
    """
    if event.type == EventType.EFFECTIVE or state.current_id is None:
        return True
    is_new = event.type in BRINGS_A_VERSION
    return is_new and version.effective_on <= max(day, state.current.effective_on)


def _facts(state, event, day):
    """Return what an event says of the state that it leads to."""
    payload = event.payload
    is_open = state.state in (State.CURRENT, State.SCHEDULED)
    until = payload.get("until")
    return {
        "since": state.current.effective_on if is_open else day,
        "reason": payload.get("reason", ""),
        "until": date.fromisoformat(until) if until else None,
        "successor": payload.get("successor", ""),
    }


def show(state: PublicState, version: PublishedVersion) -> None:
    """Let `version` be what readers get of a code, with the facts that lists show of it."""
    public = json.loads(version.public_text) if version.public_text else {}
    item = json.loads(version.text)["item"]
    state.current = version
    state.title = version.title
    state.department_slug = version.department_slug
    state.item_key = f"{version.department_slug}:{item['codes']['basic']}"
    state.summary = summary_of(public) if public else {}
    handed_to = state.handed_to
    # A version that was filed under the old name comes into force under it.
    is_named = handed_to.get("slug") == version.department_slug
    if is_named and version.seq > handed_to.get("renamed", -1):
        state.handed_to = {}


def pending(state: PublicState) -> QuerySet[PublishedVersion]:
    """Return the filed versions newer than the one that readers get, with their texts."""
    newer = PublishedVersion.objects.filter(version__gt=state.current.version)
    return newer.filter(code=state.code, kind=state.kind).order_by("version")


def pending_days(state: PublicState) -> list[date]:
    """Return the dates on which versions come into force that are not shown yet."""
    if state.newest_version == state.current.version:
        return []
    return list(pending(state).values_list("effective_on", flat=True))


def next_due(state: PublicState, pending_days: list[date]) -> date | None:
    """Return the date on which a state changes by itself, or None: a version comes into force, or
    the current one expires.
    """
    days = []
    if is_allowed(state.state, EventType.EFFECTIVE):
        days += pending_days
    if state.state == State.SCHEDULED:
        days.append(state.current.effective_on)
    if is_allowed(state.state, EventType.EXPIRED) and state.current.expires_on:
        days.append(state.current.expires_on + timedelta(days=1))
    return min(days, default=None)


def brought_along(guide_state: PublicState | None, change: Change) -> Change | None:
    """Return the Change that suspends a manual with its guide, or None.

    A manual that is filed, or comes into force, while its guide is suspended is suspended too.
    """
    if guide_state is None or change.state is guide_state or guide_state.state != State.SUSPENDED:
        return None
    in_force = change.version.effective_on <= timezone.localdate()
    following = outcome(change.state.state, change.type).on(in_force=in_force)
    if following not in (State.CURRENT, State.SCHEDULED):
        return None
    until = guide_state.until.isoformat() if guide_state.until else ""
    payload = {"reason": guide_state.reason, "until": until}
    return Change(change.state, EventType.SUSPENDED, change.version, payload, guide_state.since)
