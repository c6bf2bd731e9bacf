"""Mail by SMTP whose failure is logged: it fails nothing that is done already."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from core.running.outage_pause import OutagePause

log = logging.getLogger(__name__)

PAUSE_SECONDS = 30
_pause = OutagePause(PAUSE_SECONDS)


class ForgivingMail(EmailBackend):
    """Django's backend for a mail server that may be away or hang.

    Wagtail sends notices of comments, and Django new passwords, within the request and after the
    commit: an exception would say that nothing was saved. After a failure the server is left
    alone for a while, so that one person waits `EMAIL_TIMEOUT`, not everybody.
    """

    def open(self) -> bool | None:
        """Connect; return None when the server is away, as the backend does when it is silent."""
        if self.connection:
            return False
        if not _pause.is_over():
            return None
        try:
            opened = super().open()
        except OSError as error:
            _pause.failed()
            log.error("the mail server does not answer, mails are lost: %s", error)
            return None
        _pause.answered()
        return opened

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Return how many messages the server took."""
        try:
            sent = super().send_messages(email_messages) or 0
        except OSError as error:
            log.error("the mail server refuses: %s", error)
            sent = 0
        if sent < len(email_messages):
            recipients = [message.to for message in email_messages]
            log.error("%s of %s mails to %s were sent", sent, len(email_messages), recipients)
        return sent
