"""Texts with slots: made once, filled for each record, since filling costs a fiftieth of making.

`@name@` is a slot inside a string, `"@#name@"` one that takes the place of a whole JSON value.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

SLOT = re.compile(r'"@#(\w+)@"|@#?(\w+)@')
ESCAPED = re.compile(r'["\\\x00-\x1f]')
"""What JSON writes otherwise."""


class Slotted:
    """A text (套用文本) cut at its slots."""

    def __init__(self, text):
        pieces = SLOT.split(text)
        self.names = [raw or plain for raw, plain in zip(pieces[1::3], pieces[2::3], strict=True)]
        self._pieces = [""] * (2 * len(self.names) + 1)
        self._pieces[::2] = pieces[::3]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the text with `values` ({slot: text}) in its slots."""
        pieces = self._pieces.copy()
        pieces[1::2] = [values[name] for name in self.names]
        return "".join(pieces)

    @property
    def is_one_slot(self) -> bool:
        """Whether nothing but one slot is here, so that its value may keep its type."""
        return len(self.names) == 1 and not (self._pieces[0] or self._pieces[2])


def slotted(value: Any) -> Any:
    """Return a value of a row ready to be filled: texts with slots become Slotted."""
    if isinstance(value, str) and "@" in value and SLOT.search(value):
        return Slotted(value)
    return value


def filled(row: Sequence[Any], values: Mapping[str, Any], texts: Mapping[str, str]) -> list[Any]:
    """Return a row with its slots filled; `texts` are the `values` as text."""
    return [
        value
        if type(value) is not Slotted
        else values[value.names[0]]
        if value.is_one_slot
        else value.fill(texts)
        for value in row
    ]


def twice_in_json(text: str) -> str:
    """Escape a text for a JSON string inside a JSON string, as Wagtail keeps sections."""
    if not ESCAPED.search(text):
        return text
    return json.dumps(json.dumps(text, ensure_ascii=False)[1:-1], ensure_ascii=False)[1:-1]
