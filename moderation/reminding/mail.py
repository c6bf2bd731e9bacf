"""Sends each person's digest once on every working day, from the relay, as text and HTML."""

import logging
from datetime import timedelta
from smtplib import SMTPException
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.own_language import language_of
from core.duties.working_days import is_working_day
from core.people.membership import Membership
from moderation.models import DigestSent
from moderation.reminding.contents import Digest, digest_of

log = logging.getLogger(__name__)

WAIT = timedelta(minutes=10)
MOST_ATTEMPTS = 5


def send_digests(until: float) -> int:
    """Send today's digests up to a `monotonic()` moment; return how many people were looked at."""
    now = timezone.localtime()
    if not settings.MAIL_IS_SET_UP or now.hour < settings.DIGEST_HOUR:
        return 0
    if not is_working_day(now.date()):
        return 0
    done = 0
    while monotonic() < until and (person := _next(now)):
        _send(person, now)
        done += 1
    return done


def _next(now):
    """Return somebody who has not got today's digest, claimed for this relay; or None."""
    today = DigestSent.objects.filter(day=now.date())
    finished = today.filter(Q(sent_at__isnull=False) | Q(retry_at__gt=now) | _given_up())
    held = Membership.objects.in_force().filter(user=OuterRef("pk"))
    people = get_user_model().objects.filter(Exists(held), is_active=True).exclude(email="")
    waiting = people.filter(~Exists(finished.filter(person=OuterRef("pk"))))
    for person in waiting.select_related("wagtail_userprofile").order_by("pk"):
        row, _made = DigestSent.objects.get_or_create(person=person, day=now.date())
        claim = today.filter(pk=row.pk, attempts=row.attempts, sent_at=None)
        if claim.update(attempts=F("attempts") + 1, retry_at=now + WAIT):
            return person
    return None


def _given_up():
    return Q(attempts__gte=MOST_ATTEMPTS)


def _send(person, now):
    """Send one digest; with nothing to tell, none. A mail server that is away is tried again."""
    digest = digest_of(person)
    try:
        if not digest.is_empty:
            with get_connection() as connection:
                connection.send_messages([message(person, digest)])
    except (OSError, SMTPException) as error:
        log.warning("the digest of %s could not be mailed: %s", person.pk, error)
        return
    DigestSent.objects.filter(person=person, day=now.date()).update(sent_at=timezone.now())


def message(person: Any, digest: Digest) -> EmailMultiAlternatives:
    """Return the mail of a digest in the person's language."""
    language = language_of(person)
    with translation.override(language):
        counts = {"overdue": len(digest.overdue), "waiting": digest.waiting}
        subject = (
            _("%(overdue)s overdue, %(waiting)s waiting for you") % counts
            if digest.waiting
            else _("What is to be done today")
        )
        context = {
            "person": person.get_full_name().strip() or person.get_username(),
            "subject": subject,
            "language": language,
            "base": settings.PUBLIC_BASE_URL,
            "parts": _parts(digest),
        }
        text = render_to_string("moderation/mail/digest.txt", context)
        mail = EmailMultiAlternatives(subject, text, to=[person.email])
        html = render_to_string("moderation/mail/digest.html", context)
        mail.attach_alternative(html, "text/html")
    return mail


def _parts(digest):
    """Return the parts of a digest that have rows, worst first, with their headings."""
    parts = [
        (_("Overdue"), digest.overdue),
        (_("Due soon"), digest.soon),
        (_("Returned to your department"), digest.returned),
        (_("Waiting too long with others"), digest.escalated),
    ]
    return [
        (heading, [(row, in_words(row.days_left)) for row in rows])
        for heading, rows in parts
        if rows
    ]


def in_words(days: int) -> str:
    """Return the working days left, or by which something is late, in words."""
    if days == 0:
        return _("due today")
    if days < 0:
        late = {"days": -days}
        return ngettext("%(days)s working day late", "%(days)s working days late", -days) % late
    left = {"days": days}
    return ngettext("%(days)s working day left", "%(days)s working days left", days) % left
