"""Rebuilding public states from the event log: what is stored is what follows from the events."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from publication.life.state_changes import follow, next_due
from publication.models import Event, PublicState, PublishedVersion

RANGE = 100
"""Guides whose events and versions are read at once."""
DERIVED = (
    "state", "current_id", "newest_version", "seq", "reason", "since", "until", "due_on",
    "successor", "handed_to", "title", "department_slug", "item_key", "summary", "updated_at",
)  # fmt: skip


def rebuild(report: Callable[[int], Any] = lambda done: None) -> dict[tuple[str, str], list[str]]:
    """Write every public state that differs from its events; return {(code, kind): names}."""
    return _each_range(_mend, report)


def verify(report: Callable[[int], Any] = lambda done: None) -> dict[tuple[str, str], list[str]]:
    """Return {(code, kind): names of what differs} of all public states; change nothing."""
    return _each_range(_differences, report)


def _each_range(work, report):
    found, done, last = {}, 0, ""
    while codes := _codes_after(last):
        found |= work(codes)
        done, last = done + len(codes), codes[-1]
        report(done)
    return found


def _codes_after(last):
    rows = PublishedVersion.objects.filter(code__gt=last).order_by("code")
    return list(rows.values_list("code", flat=True).distinct()[:RANGE])


def _differences(codes):
    return {key: names for key, _derived, names in _compared(codes, PublicState.objects.all())}


@transaction.atomic
def _mend(codes):
    """Write the states of these codes that differ; what happens meanwhile waits."""
    found = {}
    for key, state, names in _compared(codes, PublicState.objects.select_for_update()):
        if not state.impossible:
            state.save()
        found[key] = names
    return found


def _compared(codes, rows):
    """Yield (key, derived state, names) of the states that differ from their events."""
    stored = {(row.code, row.kind): row for row in rows.filter(code__in=codes)}
    for key, derived in derived_states(codes).items():
        row = stored.get(key)
        if row is None:
            yield key, derived, list(DERIVED)
            continue
        derived.pk = row.pk
        names = [name for name in DERIVED if getattr(derived, name) != getattr(row, name)]
        names += [f"event {seq}" for seq in derived.impossible]
        if names:
            derived._state.adding = False
            yield key, derived, names


def derived_states(codes: Collection[str]) -> dict[tuple[str, str], Any]:
    """Return {(code, kind): PublicState}, not saved, that follow from the events of codes.

    `impossible` holds the numbers of events that the table refuses: the log itself is wrong there.
    """
    versions = defaultdict(dict)
    for version in PublishedVersion.objects.filter(code__in=codes):
        versions[version.code, version.kind][version.version] = version
    states = {}
    for event in Event.objects.filter(code__in=codes).order_by("seq"):
        key = event.code, event.kind
        state = states.setdefault(key, _nothing(*key))
        try:
            follow(state, event, versions[key][event.version])
        except (ValidationError, KeyError):
            state.impossible.append(event.seq)
    for key, state in states.items():
        if state.current_id is None:
            continue
        newer = [one for one in versions[key].values() if one.version > state.current.version]
        state.due_on = next_due(state, [one.effective_on for one in newer])
    return states


def _nothing(code, kind):
    """Return the state of a code before its first event."""
    state: Any = PublicState(code=code, kind=kind)
    state.impossible = []
    return state
