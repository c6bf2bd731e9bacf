"""Asking for an opinion, taking the link back, and taking the answer."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.running.retrying import retrying
from moderation.acts import ANSWERED, INVITED, READ_OUTSIDE, REVOKED
from moderation.errors import DecisionRefused, NotAllowed
from moderation.models import OutsideInvitation, OutsideOpinion, Submission
from moderation.rules import decides_anything

SALT = "moderation.outside"
DAYS, MOST_DAYS = 7, 30
MOST_OPINIONS = 5
"""As many answers come by one link: a mistake can be put right, a flood cannot come in."""


def can_invite(user: Any, submission: Submission) -> bool:
    """Return whether a person may ask others about a Submission: reviewers who see it."""
    scope = scope_of(user)
    return decides_anything(scope) and scope.sees(submission.department_id)


@retrying
@transaction.atomic
def invite(
    submission: Submission,
    by: Any,
    *,
    name: str,
    question: str = "",
    days: int = DAYS,
    with_manual: bool = False,
) -> OutsideInvitation:
    """Return a new OutsideInvitation; raises NotAllowed, or DecisionRefused once it has ended."""
    if not can_invite(by, submission):
        raise NotAllowed(_("Reviewers who see this text ask for opinions on it."))
    if not submission.is_open:
        raise DecisionRefused(_("This submission is not in review any more."))
    invitation = OutsideInvitation.objects.create(
        submission=submission,
        name=name,
        question=question,
        with_manual=with_manual,
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=min(max(days, 1), MOST_DAYS)),
    )
    _write(INVITED, invitation, by, expires=invitation.expires_at.isoformat())
    return invitation


def link_of(invitation: OutsideInvitation) -> str:
    """Return the address that opens an invitation; it is signed, and nobody can guess another."""
    token = signing.dumps(invitation.pk, salt=SALT)
    return f"{settings.PUBLIC_BASE_URL}{reverse('outside_opinion', args=[token])}"


def invitation_of(token: str) -> OutsideInvitation | None:
    """Return the invitation of a link that opens, or None."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=timedelta(days=MOST_DAYS))
    except signing.BadSignature:
        return None
    found = OutsideInvitation.objects.select_related("submission__department").filter(pk=pk).first()
    return found if found and found.is_open else None


@retrying
@transaction.atomic
def note_read(invitation: OutsideInvitation) -> None:
    """Keep when an invitation was first read."""
    if OutsideInvitation.objects.filter(pk=invitation.pk, read_at=None).update(
        read_at=timezone.now()
    ):
        _write(READ_OUTSIDE, invitation, None)


@retrying
@transaction.atomic
def answer(
    invitation: OutsideInvitation, *, stance: str, text: str, given_by: str
) -> OutsideOpinion:
    """Keep an opinion about the text as it was shown; raises DecisionRefused for one too many.

    The same words of the same person, sent twice or by loading the page again, are one opinion.
    """
    locked = OutsideInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    text, given_by = text.strip(), given_by.strip()
    same = locked.opinions.filter(stance=stance, text=text, given_by=given_by).first()
    if same is not None:
        return same
    if locked.opinions.count() >= MOST_OPINIONS:
        raise DecisionRefused(_("No more opinions are taken by this link. Ask for another one."))
    opinion = OutsideOpinion.objects.create(
        invitation=invitation,
        sha256=invitation.submission.sha256,
        stance=stance,
        text=text,
        given_by=given_by,
    )
    _write(ANSWERED, invitation, None, stance=stance, opinion=opinion.text, given_by=given_by)
    return opinion


@retrying
@transaction.atomic
def revoke(invitation: OutsideInvitation, by: Any) -> None:
    """Let a link open no more; raises NotAllowed."""
    if not can_invite(by, invitation.submission):
        raise NotAllowed(_("Reviewers who see this text ask for opinions on it."))
    OutsideInvitation.objects.filter(pk=invitation.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    _write(REVOKED, invitation, by)


def _write(act, invitation, by, **facts):
    submission = invitation.submission
    record(
        act,
        by=by,
        about=submission,
        label=f"{submission.title} · {invitation.name}",
        code=submission.code,
        sha256=submission.sha256,
        **facts,
    )
