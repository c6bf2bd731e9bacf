"""Suspend (暂停), resume (恢复), abolish (废止), transfer (移交): what happens after publication.

Each acts on a guide with its manual. Whether it may, and what it leads to, says
`publication.life.transitions`; the guide's state decides, and its manual goes with it.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.choices import Role
from core.models import Department
from core.people.signature import signature_of
from core.running.retrying import retrying
from core.signals import tasks_follow_guides
from guides.models import SharedPart
from publication.choices import EventType
from publication.filed_parts import forget_filed_parts, hand_filed_parts_over
from publication.life.state_changes import NAMED, Change, put_on_record
from publication.life.successors import is_open
from publication.life.transitions import NOT_FILED, is_allowed, outcome
from publication.models import CatalogueTask, LawTask, PublicState

NO_SUCCESSOR = _("The successor is not a guide that is filed and open. Please choose another.")
CHANGED_MEANWHILE = _(
    "Something has happened to this guide since you opened this page, so nothing was done. Please"
    " look at its state and begin again."
)


def suspend(
    code: str,
    by: Any,
    reason: str,
    until: date | None = None,
    *,
    seen: int | None = None,
    **more: Any,
) -> list[PublicState]:
    """Suspend a guide until a date or until it is resumed; once more changes reason and date.

    `seen` is the guide's last event that the person at the screen knew, as in every act here: when
    another has happened since, nothing is done. `more` joins the event's payload.
    """
    if not reason.strip():
        raise ValidationError(_("A suspension needs a reason."))
    if until and until < timezone.localdate():
        raise ValidationError(_("This date lies in the past."))
    return _act(code, by, EventType.SUSPENDED, seen, reason=reason, until=until, **more)


def resume(code: str, by: Any, *, seen: int | None = None) -> list[PublicState]:
    """Let a suspended guide be in force again, or wait for its day."""
    return _act(code, by, EventType.RESUMED, seen)


@retrying
@transaction.atomic
def abolish(
    code: str, by: Any, reason: str, successor: str = "", *, seen: int | None = None, **more: Any
) -> list[PublicState]:
    """Abolish a guide for good; `successor` is the code of the guide that takes its place."""
    if not reason.strip():
        raise ValidationError(_("An abolition needs a reason."))
    if successor and (successor == code or not is_open(successor)):
        raise ValidationError(NO_SUCCESSOR)
    forget_filed_parts(code)
    return _act(code, by, EventType.ABOLISHED, seen, reason=reason, successor=successor, **more)


@retrying
@transaction.atomic
def _act(code, by, event_type, seen, *, reason="", until=None, successor="", **more):
    """Write an event for a guide, and for its manual if that can follow; return their states."""
    rows = _locked([code])
    outcome(rows[0].state if rows else NOT_FILED, event_type)
    if seen is not None and rows[0].seq != seen:
        raise ValidationError(
            CHANGED_MEANWHILE,
            code="stale",
        )
    payload = {
        "reason": reason,
        "until": until.isoformat() if until else "",
        "successor": successor,
        "by": by.get_username() if by else "",
        **signature_of(by, Role.FILING_OFFICER),
        **more,
    }
    put_on_record(_changes(rows, event_type, payload, by))
    return rows


@retrying
@transaction.atomic
def transfer(
    codes: Collection[str],
    source: Department,
    target: Department,
    by: Any = None,
    *,
    role: str | None = Role.OPERATOR,
    decision: str = "",
) -> None:
    """Write down that the guides of these codes belong to another department from today.

    What is published stays as it is until the new department files a version; readers are told.
    Codes under which nothing was filed, or that are abolished, are passed over. Open tasks go too.
    """
    announce(codes, named(source), named(target), by, role=role, decision=decision)
    hand_filed_parts_over(codes, target.slug)
    # Who keeps a guide keeps what others inherit of it.
    SharedPart.objects.filter(guide_code__in=codes).update(department=target)
    LawTask.objects.filter(code__in=codes, settled_at=None).update(department_slug=target.slug)
    wrong = CatalogueTask.objects.filter(settled_at=None, item__department=target)
    wrong.exclude(department=target).update(department=target)
    tasks_follow_guides.send(sender=PublicState, codes=codes, target=target)


@retrying
@transaction.atomic
def announce(
    codes: Collection[str],
    before: dict[str, str],
    after: dict[str, str],
    by: Any = None,
    *,
    role: str | None = Role.OPERATOR,
    decision: str = "",
) -> None:
    """Write down who is responsible for guides from today: another department, or the same under
    another name or in another place; `before` and `after` are those of `named`.
    """
    payload = {
        "from": before,
        "to": after,
        "by": by.get_username() if by else "",
        **signature_of(by, role),
        **({"decision": decision} if decision else {}),
    }
    changes = _changes(_locked(codes), EventType.TRANSFERRED, payload, by)
    if changes:
        put_on_record(changes, save=_save_receivers)


def _save_receivers(states):
    """Save what a hand-over changes of many public states, in one statement."""
    PublicState.objects.bulk_update(states, ["handed_to", "seq", "updated_at"])


def named(department: Department) -> dict[str, str]:
    """Return how events name a department."""
    return {name: getattr(department, name) for name in NAMED}


def _locked(codes):
    """Return the public states of these codes, held; of each code the guide's first."""
    return list(
        PublicState.objects.select_for_update(of=("self",))
        .filter(code__in=codes)
        .select_related("current")
        .defer("current__text", "current__public_text")
        .order_by("code", "kind")
    )


def _changes(rows, event_type, payload, by):
    return [
        Change(row, event_type, row.current, payload, by=by)
        for row in rows
        if is_allowed(row.state, event_type)
    ]
