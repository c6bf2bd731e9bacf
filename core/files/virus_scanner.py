"""Scanning uploads for viruses with ClamAV, over the socket of its daemon, where one is configured.

`VIRUS_SCANNER_URL` is `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; without it nothing is
scanned. What is configured and does not answer lets nothing in. The protocol is clamd's INSTREAM:
chunks with their length before them, an empty one at the end.
"""

import logging
import socket
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _

CONNECT_SECONDS, ANSWER_SECONDS = 3, 60
CHUNK = 64 * 1024
LONGEST_ANSWER = 4_096

log = logging.getLogger(__name__)


def scan(file: Any) -> None:
    """Raise ValidationError when the scanner finds something in an open file, or is not there."""
    if not settings.VIRUS_SCANNER_URL:
        return
    try:
        answer = _answer_to(file)
    except (OSError, ValueError, ImproperlyConfigured) as error:
        log.error("the virus scanner at %s does not answer: %s", settings.VIRUS_SCANNER_URL, error)
        raise _not_scanned() from error
    if answer.endswith("FOUND"):
        log.warning("%s: %s", getattr(file, "name", "an upload"), answer)
        raise ValidationError(
            _("The virus scanner found something in this file, so it was not taken: %(found)s."),
            code="virus",
            params={"found": answer.removeprefix("stream: ").removesuffix(" FOUND")},
        )
    if not answer.endswith("OK"):
        log.error("the virus scanner at %s says: %s", settings.VIRUS_SCANNER_URL, answer)
        raise _not_scanned()


def _answer_to(file):
    """Send a file and return clamd's answer, such as `stream: OK`; empty for half of one.

    Raises OSError.
    """
    file.seek(0)
    with _connected() as connection:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
        connection.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace") if answer.endswith(b"\0") else ""


def address_of(url: str) -> tuple[socket.AddressFamily, Any]:
    """Return (family, address) of a scanner's URL for a socket; raises ImproperlyConfigured."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path:
        return socket.AF_UNIX, parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.AF_INET, (parts.hostname, parts.port)
    raise ImproperlyConfigured("VIRUS_SCANNER_URL must be tcp://host:port or unix:///path")


def _connected():
    family, address = address_of(settings.VIRUS_SCANNER_URL)
    connection = socket.socket(family)
    try:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(address)
        connection.settimeout(ANSWER_SECONDS)
    except OSError:
        connection.close()
        raise
    return connection


def _not_scanned():
    return ValidationError(
        _(
            "The virus scanner does not answer, so the file was not taken. Please try again in "
            "some minutes, and tell the operator if it goes on."
        ),
        code="scanner",
    )
