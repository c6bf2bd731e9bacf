"""Suspend (暂停), resume (恢复), abolish (废止): what happens to a guide after it was published."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.choices import EventType, State
from publication.event_log import event_of, take_places
from publication.models import Event, PublicState


def suspend(code, by, reason, until=None):
    """Suspend a guide with its manual until a date or until it is resumed."""
    if not reason.strip():
        raise ValidationError(_("A suspension needs a reason."))
    return _change(
        code,
        by,
        allowed={State.CURRENT, State.SCHEDULED},
        event_type=EventType.SUSPENDED,
        state=State.SUSPENDED,
        reason=reason,
        until=until,
    )


def resume(code, by):
    """Let a suspended guide be in force again."""
    return _change(
        code, by, allowed={State.SUSPENDED}, event_type=EventType.RESUMED, state=State.CURRENT
    )


def abolish(code, by, reason, successor=""):
    """Abolish a guide with its manual, for good; `successor` is the code that takes its place."""
    if not reason.strip():
        raise ValidationError(_("An abolition needs a reason."))
    if successor and (successor == code or not _is_open(successor)):
        raise ValidationError(_("The successor is not a published guide."))
    return _change(
        code,
        by,
        allowed={State.CURRENT, State.SCHEDULED, State.SUSPENDED, State.EXPIRED},
        event_type=EventType.ABOLISHED,
        state=State.ABOLISHED,
        reason=reason,
        successor=successor,
    )


def _is_open(code):
    return PublicState.objects.filter(code=code).exclude(state=State.ABOLISHED).exists()


@transaction.atomic
def _change(code, by, *, allowed, event_type, state, reason="", until=None, successor=""):
    rows = list(
        PublicState.objects.select_for_update(of=("self",))
        .filter(code=code)
        .select_related("current")
        .order_by("kind")
    )
    if not rows:
        raise ValidationError(_("No guide of this code has been filed."))
    if any(row.state not in allowed for row in rows):
        raise ValidationError(
            _("This is not possible for a guide that is “%(state)s”."),
            params={"state": rows[0].get_state_display()},
        )
    now, today = timezone.now(), timezone.localdate()
    payload = {
        "reason": reason,
        "until": until.isoformat() if until else "",
        "successor": successor,
        "by": by.get_username() if by else "",
    }
    for row, seq in zip(rows, take_places(len(rows)), strict=True):
        row.state = _resumed_state(row, today) if event_type == EventType.RESUMED else state
        row.reason, row.until, row.successor = reason, until, successor
        row.since, row.seq, row.updated_at = today, seq, now
        row.save()
        Event.objects.bulk_create(
            [event_of(row.current, event_type, seq=seq, at=now, payload=payload)]
        )
    return rows


def _resumed_state(row, today):
    return State.SCHEDULED if row.current.effective_on > today else State.CURRENT
