"""Mails that the relay sends to people: claimed by one relay, in each person's language."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

log = logging.getLogger(__name__)

WAIT = timedelta(minutes=5)
"""After it was claimed, a mail that did not go out is tried again."""


def claimed(reminders: QuerySet[Any]) -> Any:
    """Return the first of these reminders that is due, claimed for this relay alone, or None.

    Its model has `attempts`, `retry_at`, `mailed_at`, and `MOST_ATTEMPTS` after which it is given
    up.
    """
    now = timezone.now()
    waiting = reminders.filter(
        Q(retry_at=None) | Q(retry_at__lte=now),
        mailed_at=None,
        attempts__lt=reminders.model.MOST_ATTEMPTS,
    )
    for reminder in waiting.order_by("pk"):
        claim = waiting.filter(pk=reminder.pk, attempts=reminder.attempts)
        if claim.update(attempts=F("attempts") + 1, retry_at=now + WAIT):
            return reminder
    return None


def deliver(messages: Iterable[EmailMessage]) -> None:
    """Send messages over one connection; raise OSError when the mail server is away.

    An address that the server refuses holds up nobody else.
    """
    with get_connection() as connection:
        for message in messages:
            try:
                connection.send_messages([message])
            except SMTPServerDisconnected:
                raise
            except SMTPException as error:
                log.warning("%s could not be mailed to: %s", message.to, error)
