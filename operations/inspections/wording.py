"""Words about what a check found: worded when they are read, in each reader's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy

Words = str | Promise


def worded(message: Words, **parts: Any) -> Words:
    """Return a lazy translation with its placeholders filled; parts may be lazy, too."""
    return lazy(lambda: str(message) % parts, str)()


def listed(parts: Iterable[Words]) -> Words:
    """Return names as a list in one line."""
    return _joined(tuple(parts), "、", ", ")


def together(*parts: Words) -> Words:
    """Return several remarks in one line."""
    return _joined(parts, "；", "; ")


def moment_words(moment: datetime) -> Words:
    """Return a moment as the reader's language writes it."""
    local = timezone.localtime(moment)
    return lazy(lambda: date_format(local, "SHORT_DATETIME_FORMAT"), str)()


def _joined(parts, chinese, english):
    def join():
        is_english = (translation.get_language() or "").startswith("en")
        return (english if is_english else chinese).join(str(one) for one in parts)

    return lazy(join, str)()
