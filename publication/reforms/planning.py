"""The line of a reform from draft to its day: written, sent, confirmed by another, or given up."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.people.signature import signature_of
from core.running.retrying import retrying
from publication.acts import (
    REFORM_AGAIN,
    REFORM_CONFIRMED,
    REFORM_DROPPED,
    REFORM_RETURNED,
    REFORM_SENT,
)
from publication.models import Reform
from publication.reforms.checking import check
from publication.reforms.people import can_run, objection, own_roles, role_of
from publication.reforms.scope import guides_of

State = Reform.State
STALE = "stale"


@dataclass(frozen=True)
class Verb:
    """What may be done with a reform: in which states, and to which it leads."""

    states: frozenset
    leads_to: str
    act: str
    by_another: bool = False


VERBS = {
    "send": Verb(frozenset({State.DRAFT}), State.WAITING, REFORM_SENT),
    "confirm": Verb(frozenset({State.WAITING}), State.CONFIRMED, REFORM_CONFIRMED, by_another=True),
    "return": Verb(frozenset({State.WAITING}), State.DRAFT, REFORM_RETURNED, by_another=True),
    "drop": Verb(frozenset(Reform.PLANNED), State.DROPPED, REFORM_DROPPED),
    "again": Verb(frozenset({State.REST, State.FAILED}), State.RUNNING, REFORM_AGAIN),
}
"""{name: Verb}: every step that a person takes; everything else is refused."""


def is_allowed(user: Any, reform: Reform, name: str) -> bool:
    """Return whether a person may do this with a reform as it stands."""
    verb = VERBS[name]
    if reform.state not in verb.states or not can_run(user):
        return False
    return not verb.by_another or objection(user, reform) is None


@retrying
@transaction.atomic
def do(reform: Reform, user: Any, name: str, seen: str) -> Reform:
    """Do one of VERBS; `seen` is `stamp(reform)` as it was shown.

    Raises PermissionDenied with the reason, or ValidationError for a stale screen and for what
    cannot be carried out.
    """
    reform = Reform.objects.select_for_update(of=("self",)).get(pk=reform.pk)
    verb = VERBS[name]
    if not can_run(user):
        raise PermissionDenied
    if reform.state not in verb.states or seen != stamp(reform):
        raise ValidationError(
            _("Somebody has changed this plan since you opened the page: look at it again."),
            code=STALE,
        )
    if verb.by_another and (why := objection(user, reform)):
        raise PermissionDenied(str(why))
    if name in ("send", "confirm"):
        check(reform)
    _DO[name](reform, user)
    before, reform.state = reform.state, verb.leads_to
    reform.save()
    record(
        verb.act, by=user, role=role_of(user), about=reform, decision=reform.words,
        before={"state": before}, after={"state": str(reform.state)},
    )  # fmt: skip
    return reform


def stamp(reform: Reform) -> str:
    """Return what says whether a plan is still the one that somebody looked at."""
    return f"{reform.state}:{reform.changed_at.isoformat()}"


def _send(reform, user):
    if why := own_roles(user, reform):
        raise ValidationError(str(why))
    reform.editors, reform.error = sorted({*reform.editors, user.pk}), ""


def _confirm(reform, user):
    reform.confirmed_by, reform.confirmed_at = user, timezone.now()
    reform.total = guides_of(reform).count()
    for field, value in signature_of(user, role_of(user)).items():
        setattr(reform, field, value)


def _begin_again(reform, user):
    """Let the steps go over what was left; what became of the rest stays written."""
    reform.entries.filter(is_done=False).delete()
    reform.step, reform.cursor, reform.attempts, reform.error = 0, 0, 0, ""
    reform.ended_at = None


def _nothing_else(reform, user):
    """Only the state changes."""


_DO = {
    "send": _send,
    "confirm": _confirm,
    "return": _nothing_else,
    "drop": _nothing_else,
    "again": _begin_again,
}
