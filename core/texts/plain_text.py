"""What may stand in a text: one rule for forms, imports, Documents and parameters of addresses.

Characters that nobody sees are taken out where a text enters, as they would part words that look
the same. Characters that make a text look different from what it says are refused: a reviewer
would approve other words than readers get (https://trojansource.codes).
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
FORBIDDEN = re.compile(
    f"[{DIRECTIONS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Directions of writing and switches of display; controls, half pairs, and what is no character."""

DIRECTION, CONTROL = "direction_character", "control_character"
REASONS = {
    DIRECTION: _(
        "In “%(around)s”, at ▯ (character %(place)s), stands U+%(code)s: nobody sees it, and it "
        "turns the direction of the text around it. Please delete it and type this place again."
    ),
    CONTROL: _(
        "In “%(around)s”, at ▯ (character %(place)s), stands the control character U+%(code)s. "
        "Please delete it and type this place again."
    ),
}
"""Sentences for people, by the reason of a `Forbidden`."""

# Unicode's Default_Ignorable_Code_Point without what is refused: never seen, and, beside the
# joiners and selectors of MEANINGLESS, never of any meaning.
INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
JOINERS, MONGOLIAN, SELECTORS, OLD_FORMS = (
    "\u200c\u200d", "\u180b-\u180f", "\ufe00-\ufe0f", "\U000e0100-\U000e01ef",
)  # fmt: skip
# Scripts of minorities, symbols and emoji, in which joiners and selectors mean something.
JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1950-\u19df\ua840-\ua87f"
    "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
)
CHINESE = "\u3400-\u9fff\U00020000-\U0003ffff"
MEANINGLESS = re.compile(
    f"[{INVISIBLE}]"
    f"|(?<![{JOINING}])[{JOINERS}]|[{JOINERS}](?![{JOINING}])"
    f"|(?<![{JOINING}0-9#*])[{SELECTORS}]"
    f"|(?<![\u1800-\u18af])[{MONGOLIAN}]"
    f"|(?<![{CHINESE}])[{OLD_FORMS}]"
)
UNSEEN = re.compile(f"[{INVISIBLE}{JOINERS}{MONGOLIAN}{SELECTORS}{OLD_FORMS}{DIRECTIONS}]")
"""Everything that a reader does not see, whatever it means."""

DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
AROUND = 8


@dataclass(frozen=True)
class Forbidden:
    """A character that may not stand in a text: why, which, and where (counted from 1)."""

    reason: str
    code: str
    place: int
    around: str

    def params(self) -> dict[str, str | int]:
        """Return what the sentence of `REASONS` names."""
        return {"code": self.code, "place": self.place, "around": self.around}


def forbidden_in(text: str) -> Forbidden | None:
    """Return the first character of a text that is refused, or None."""
    found = FORBIDDEN.search(text)
    if found is None:
        return None
    at = found.start()
    before, after = text[max(at - AROUND, 0) : at], text[at + 1 : at + 1 + AROUND]
    around = "▯".join(FORBIDDEN.sub("▯", part) for part in (before, after))
    reason = DIRECTION if re.match(f"[{DIRECTIONS}]", found.group()) else CONTROL
    return Forbidden(reason, f"{ord(found.group()):04X}", at + 1, around)


def without_invisible(text: str) -> str:
    """Return a text without characters that are neither seen nor mean anything where they stand."""
    while UNSEEN.search(text) and (shorter := MEANINGLESS.sub("", text)) != text:
        text = shorter  # what stood beside a removed one may have lost its meaning, too
    return text


def fold_code(text: str) -> str:
    """Return a code as it is kept: half-width, without spaces, its dashes as `-`.

    Digits of other scripts are left, for the rule of the field to refuse.
    """
    half_width = unicodedata.normalize("NFKC", without_invisible(text)).translate(DASHES)
    # Once more, as a mark that stood behind a space now stands behind a letter.
    return unicodedata.normalize("NFKC", "".join(half_width.split()))
