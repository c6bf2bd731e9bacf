"""What comes due by date: versions that come into force, and versions that expire."""

from django.db import transaction
from django.utils import timezone

from publication.choices import EventType, State
from publication.event_log import event_of, take_places
from publication.filing import make_current, next_due
from publication.models import Event, PublicState, PublishedVersion

OPEN = (State.CURRENT, State.SCHEDULED, State.SUSPENDED)


def apply_due(today=None):
    """Write `effective` and `expired` for everything due on `today`; gives how many events."""
    today = today or timezone.localdate()
    due = PublicState.objects.filter(due_on__lte=today).values_list("pk", flat=True)
    return sum(_apply(pk, today) for pk in list(due))


@transaction.atomic
def _apply(pk, today):
    state = PublicState.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)
    event_type = _take_effect(state, today) or _expire(state, today)
    state.due_on = None
    state.due_on = next_due(state, _pending(state).filter(effective_on__gt=today))
    if event_type is None:
        state.save(update_fields=["due_on"])
        return 0
    now = timezone.now()
    (seq,) = take_places(1)
    state.seq, state.updated_at = seq, now
    state.save()
    Event.objects.bulk_create([event_of(state.current, event_type, seq=seq, at=now)])
    return 1


def _take_effect(state, today):
    """Let the newest due version be current; None when nothing is due (any more)."""
    if state.state not in OPEN:
        return None
    pending = _pending(state).filter(effective_on__lte=today).order_by("version").last()
    started = state.state == State.SCHEDULED and state.current.effective_on <= today
    if pending is None and not started:
        return None
    if pending is not None:
        make_current(state, pending)
    if state.state == State.SCHEDULED:
        state.state = State.CURRENT
    return EventType.EFFECTIVE


def _pending(state):
    """Return the filed versions newer than the current one."""
    return PublishedVersion.objects.filter(
        code=state.code, kind=state.kind, version__gt=state.current.version
    )


def _expire(state, today):
    expires_on = state.current.expires_on
    if state.state not in OPEN or expires_on is None or expires_on >= today:
        return None
    state.state, state.since = State.EXPIRED, today
    return EventType.EXPIRED
