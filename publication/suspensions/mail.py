"""Mails about suspensions that end: one to each person concerned, in their language, once."""

import logging
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.access.own_language import language_of
from core.choices import DEPARTMENT_ROLES, Role
from core.people.mailing import claimed, deliver
from core.people.membership import Membership
from guides.choices import DocumentKind
from publication.choices import State
from publication.models import PublicState, SuspensionReminder

log = logging.getLogger(__name__)

STALE = timedelta(days=3)
"""A reminder that could not be mailed for so long is not sent any more."""


def send_reminders(until: float) -> int:
    """Mail what waits up to a `monotonic()` moment; return how many reminders were sent.

    Sends nothing without a mail server (`MAIL_IS_SET_UP`).
    """
    sent = 0
    while settings.MAIL_IS_SET_UP and monotonic() < until and (reminder := _next()):
        sent += _send(reminder)
    return sent


def _next():
    """Return a reminder to be mailed, claimed for this relay alone; None when there is none."""
    return claimed(SuspensionReminder.objects.filter(created_at__gt=timezone.now() - STALE))


def _send(reminder):
    """Send one reminder to everybody concerned; a mail server that is away is tried again."""
    state = _still_suspended(reminder)
    try:
        deliver(_messages(reminder, state) if state else [])
    except OSError as error:
        log.warning("the reminder of %s could not be mailed: %s", reminder.code, error)
        return 0
    SuspensionReminder.objects.filter(pk=reminder.pk).update(mailed_at=timezone.now())
    return 1


def _still_suspended(reminder):
    """Return the public state that a reminder is about; None when it has changed since."""
    return PublicState.objects.filter(
        code=reminder.code,
        kind=DocumentKind.GUIDE,
        state=State.SUSPENDED,
        since=reminder.since,
        until=reminder.until,
    ).first()


def _messages(reminder, state):
    people = concerned(state).select_related("wagtail_userprofile").prefetch_related("memberships")
    return [_message(reminder, state, person) for person in people]


def concerned(state: PublicState) -> QuerySet[Any]:
    """Return the people whom a suspension concerns and who have a mail address: filing officers,
    and the department that is responsible.
    """
    slug = state.handed_to.get("slug") or state.department_slug
    held = Membership.objects.in_force().filter(user=OuterRef("pk"))
    department = Q(role__in=DEPARTMENT_ROLES, department__slug=slug)
    concerning = held.filter(Q(role=Role.FILING_OFFICER) | department)
    people = get_user_model().objects.filter(Exists(concerning), is_active=True)
    return people.exclude(email="").order_by("pk").distinct()


def _message(reminder, state, person):
    with translation.override(language_of(person)):
        text = render_to_string("publication/reminder.txt", _context(reminder, state, person))
        return EmailMessage(_subject(reminder, state), text, to=[person.email])


def _subject(reminder, state):
    subject = (
        _("Suspension ends tomorrow: %(title)s")
        if reminder.stage == SuspensionReminder.Stage.AHEAD
        else _("Suspension past its day: %(title)s")
    )
    return subject % {"title": " ".join(state.title.split())}


def _context(reminder, state, person):
    held = [one.role for one in person.memberships.all() if not one.is_proposed]
    decides = Role.FILING_OFFICER in held
    name, base = "publication:state" if decides else "home:guide", settings.PUBLIC_BASE_URL
    return {
        "state": state,
        "is_due": reminder.stage == SuspensionReminder.Stage.DUE,
        "decides": decides,
        "address": f"{base}{reverse(name, args=[state.code])}",
    }
