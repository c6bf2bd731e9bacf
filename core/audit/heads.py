"""Sends the chain's head outside once a day, where nobody of this system can rewrite it.

`AUDIT_HEADS_TO` names the place: `mailto:archive@example.org`, or the path of a file on another
machine's disk to which a line is added. A line is the moment, the row and its fingerprint.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from core.audit import record
from core.audit.acts import HEAD_SENT
from core.audit.models import ChainHead

log = logging.getLogger(__name__)


def send_head(until: float | None = None) -> int:
    """Send today's head unless it was sent; return 1 when it was, and log a place that is away."""
    if not settings.AUDIT_HEADS_TO:
        return 0
    today = timezone.localdate()
    end = ChainHead.objects.filter(pk=1, seq__gt=0).exclude(sent_on=today).first()
    if end is None:
        return 0
    line = f"{timezone.now().isoformat(timespec='seconds')} {end.seq} {end.sha256}"
    try:
        _send(line)
    except OSError as error:
        log.warning("the audit chain's head could not be sent: %s", error)
        return 0
    with transaction.atomic():
        ChainHead.objects.filter(pk=1).update(sent_on=today, sent_seq=end.seq)
        record(HEAD_SENT, by=None, sha256=end.sha256, label=str(end.seq))
    return 1


def _send(line):
    place = settings.AUDIT_HEADS_TO
    if place.startswith("mailto:"):
        subject = f"{settings.WAGTAIL_SITE_NAME} audit {line.split()[1]}"
        message = EmailMessage(subject, line, to=[place.removeprefix("mailto:")])
        if not get_connection(fail_silently=False).send_messages([message]):
            raise OSError("the mail server took nothing")
        return
    with Path(place).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def read_heads(lines: Iterable[str]) -> dict[int, str]:
    """Return {row: fingerprint} of lines that were sent; others are passed over."""
    found = {}
    for line in lines:
        words = line.split()
        if len(words) == 3 and words[1].isascii() and words[1].isdigit():
            found[int(words[1])] = words[2]
    return found
