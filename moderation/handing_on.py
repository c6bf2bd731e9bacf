"""Handing on (转办): a reviewer leaves what waits for them to a colleague of the same stage."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.granting.open_work import OpenWork
from core.models import Membership
from core.people.signature import signature_of
from moderation.acts import HANDED_ON
from moderation.decide import involvement, stale
from moderation.errors import DecisionRefused, NotAllowed
from moderation.locks import lock
from moderation.models import HandOn, Submission
from moderation.rules import ROLE_OF_STAGE, objection, role_of

MOST = 200


def colleagues_of(user: Any) -> QuerySet[Any]:
    """Return the people who hold one of the deciding roles that this person holds, by name."""
    scope = scope_of(user)
    office = set(ROLE_OF_STAGE.values()) & scope.roles
    same_role = Q(role__in=office) | Q(
        role=Role.DEPARTMENT_REVIEWER, department_id__in=scope.reviews
    )
    held = Membership.objects.in_force().filter(same_role).values("user_id")
    people = get_user_model().objects.filter(pk__in=held, is_active=True).exclude(pk=user.pk)
    return people.order_by("first_name", "username")[:MOST]


@transaction.atomic
def hand_on(submission: Submission, user: Any, to: Any, *, stage: str, reason: str = "") -> HandOn:
    """Hand a Submission at a stage on to a colleague; return the HandOn.

    Raise NotAllowed when one of the two may not decide it, StaleDecision when it stands at another
    stage by now, DecisionRefused when it goes to oneself.
    """
    submission = lock(submission)
    if not submission.is_open or submission.stage != stage:
        raise stale(submission, stage)
    involved = involvement(submission)
    if why_not := objection(scope_of(user), user.pk, stage, involved):
        raise NotAllowed(why_not)
    if to.pk == user.pk:
        raise DecisionRefused(_("Choose a colleague to hand it on to."))
    if not to.is_active or objection(scope_of(to), to.pk, stage, involved):
        raise DecisionRefused(
            _("%(name)s may not decide “%(title)s”, so it cannot be handed on to them."),
            params={"name": to.get_full_name() or to.get_username(), "title": submission.title},
        )
    signature = signature_of(user, role_of(stage))
    handed = HandOn.objects.create(
        submission=submission, stage=stage, to=to, handed_by=user, reason=reason, **signature
    )
    _record(submission, stage, to, user, role_of(stage))
    return handed


def _record(submission, stage, to, by, role):
    record(
        HANDED_ON,
        by=by,
        role=role,
        about=submission,
        code=submission.code,
        sha256=submission.sha256,
        after={"to": to.get_username(), "stage": stage},
    )


def move_handed(person: Any, to: Any, by: Any) -> int:
    """Hand on to `to` what waits for a person who leaves, as far as `to` may decide it; return how
    many. The rest waits for everybody of its stage.
    """
    moved = 0
    for submission in Submission.objects.handed_to(person):
        stage = submission.stage
        if objection(scope_of(to), to.pk, stage, involvement(submission)):
            continue
        signature = signature_of(by, Role.OPERATOR)
        HandOn.objects.create(submission=submission, stage=stage, to=to, handed_by=by, **signature)
        _record(submission, stage, to, by, Role.OPERATOR)
        moved += 1
    return moved


HANDED = OpenWork(
    "handed_on",
    _("pieces handed on to this person"),
    find=lambda person: Submission.objects.handed_to(person).order_by("pk"),
    move=move_handed,
)
