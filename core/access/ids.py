"""Ids that come from an address or a form: one spelling each, so that all who read them agree."""

import re

ID = re.compile(r"[1-9][0-9]{0,18}")
MOST = 2**63 - 1


def parse_id(text: object) -> int | None:
    """Return the id that a text spells, or None.

    Only ASCII digits without sign, blanks or leading zeros, up to what a column holds: `int()`
    takes `+12`, ` 12` and `1_2` as well, and `str.isdigit()` is true for `²`.
    """
    text = str(text)
    return int(text) if ID.fullmatch(text) and int(text) <= MOST else None
