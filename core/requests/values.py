"""Values as strangers send them, in paths and queries: read in one way by the site and the API.

SQLite keeps NUL in a text and refuses an integer from 2^63, PostgreSQL the reverse, and Python's
dates overflow near the years 1 and 9999. What passes here is safe in all three.
"""

import re
from datetime import UTC, datetime

from core.texts.plain_text import UNSEEN

LARGEST_KEY = 2**63 - 1
"""The largest number that either database takes."""

NUMBER = re.compile(r"[0-9]{1,19}")
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
FIRST_MOMENT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(9900, 1, 1, tzinfo=UTC)


def whole_number(text: str, *, least: int = 0, most: int = LARGEST_KEY) -> int | None:
    """Return the number that is written in ASCII digits, or None for anything else.

    `int()` alone would also take `+12`, ` 12`, `1_2` and digits of other scripts.
    """
    if not NUMBER.fullmatch(text):
        return None
    number = int(text)
    return number if least <= number <= most else None


def one_line(text: str) -> str:
    """Return the words of a text, without controls, half pairs, and what nobody sees."""
    return " ".join(UNSEEN.sub("", CONTROL.sub(" ", text)).split())


def within_reach(moment: datetime) -> datetime:
    """Return an aware moment that arithmetic and time zones cannot push over the calendar's ends.

    Nothing in the database is older or later, so a comparison comes out the same.
    """
    return min(max(moment, FIRST_MOMENT), LAST_MOMENT)
