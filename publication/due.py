"""What comes due by date: versions that come into force, and versions that expire."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from guides.choices import DocumentKind
from publication.choices import EventType, State
from publication.life.state_changes import (
    Change,
    brought_along,
    next_due,
    pending,
    pending_days,
    put_on_record,
)
from publication.life.transitions import is_allowed
from publication.models import PublicState


def apply_due(today: date | None = None) -> int:
    """Write `effective` and `expired` for everything due on `today`; return how many events."""
    today = today or timezone.localdate()
    due = PublicState.objects.filter(due_on__lte=today).order_by("pk").values_list("pk", flat=True)
    return sum(_apply(pk, today) for pk in list(due))


@transaction.atomic
def _apply(pk, today):
    """Let one state follow its dates; another relay may have been quicker."""
    state = PublicState.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)
    written = 0
    while change := _coming_into_force(state, today) or _expiring(state, today):
        changes = [change]
        if state.kind == DocumentKind.MANUAL and change.type == EventType.EFFECTIVE:
            changes += filter(None, [brought_along(_guide_state(state), change)])
        put_on_record(changes)
        written += len(changes)
    if not written:
        state.due_on = next_due(state, pending_days(state))
        state.save(update_fields=["due_on"])
    return written


def _guide_state(manual_state):
    return PublicState.objects.filter(code=manual_state.code, kind=DocumentKind.GUIDE).first()


def _coming_into_force(state, today):
    """Return the Change to the newest version whose day has come, or None."""
    if not is_allowed(state.state, EventType.EFFECTIVE):
        return None
    version = pending(state).filter(effective_on__lte=today).last()
    if version is None and state.state == State.SCHEDULED and state.current.effective_on <= today:
        version = state.current
    return version and Change(state, EventType.EFFECTIVE, version, on=version.effective_on)


def _expiring(state, today):
    last_day = state.current.expires_on
    if last_day is None or last_day >= today or not is_allowed(state.state, EventType.EXPIRED):
        return None
    return Change(state, EventType.EXPIRED, state.current, on=last_day + timedelta(days=1))
