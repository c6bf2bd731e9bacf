"""The id of the request at work, and log lines that name it: as text, or as JSON for machines."""

import json
import logging
import re
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime
from logging import LogRecord

KNOWN_FORM = re.compile(r"[A-Za-z0-9_-]{8,64}")
current = ContextVar("request_id", default="")


def begin(given: str) -> str:
    """Return the id for a new request: the given one when it has the form of one, else a new."""
    request_id = given if given and KNOWN_FORM.fullmatch(given) else secrets.token_hex(8)
    current.set(request_id)
    return request_id


class RequestIdFilter(logging.Filter):
    """Puts the id of the request at work into every log record."""

    def filter(self, record: LogRecord) -> bool:
        record.request_id = current.get() or "-"
        return True


class JsonLines(logging.Formatter):
    """A log record as one line of JSON: moment, level, logger, words, request, and its facts."""

    def format(self, record: LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", "-"),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
