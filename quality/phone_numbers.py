"""Telephone numbers of China: finding them in a text, and whether one can be."""

import re
from dataclasses import dataclass

NUMBER = re.compile(
    r"(?<![\d.A-Za-z])(?:\+?86[- ]?)?(?:[（(]\s*0[0-9]{2,3}\s*[）)]|0[0-9]{2,3})?"
    r"[-—–－ ]{0,3}[0-9][0-9 -]{2,13}[0-9](?:[-—转][0-9]{1,5})?(?![\d.])"
)
MOBILE = re.compile(r"1[3-9][0-9]{9}")
SHORT = re.compile(r"1[0-9]{2}|12[0-9]{3}|1[0-9]{4}|9[5-6][0-9]{3,6}|1[0-9]{5}")
SERVICE = re.compile(r"[48]00[0-9]{7}")
AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})")


@dataclass(frozen=True)
class PhoneNumber:
    """A number as it stands in a text: its span, digits, area code, and what kind it is.

    `kind` is `mobile`, `short` (12345, 96123), `service` (400), `fixed`, `local` (without area
    code) or `wrong` (no number of China has such digits).
    """

    start: int
    end: int
    text: str
    area: str
    digits: str
    kind: str


def phone_numbers(text: str) -> list[PhoneNumber]:
    """Return the numbers in a text that is meant to hold some, in their order."""
    found = []
    for match in NUMBER.finditer(text):
        written = match.group().strip()
        start = match.start() + match.group().index(written)
        found.append(_read(start, written))
    return found


def _read(start: int, written: str) -> PhoneNumber:
    main = re.split(r"转|(?<=[0-9]{7})[-—](?=[0-9]{1,5}$)", written)[0]
    digits = re.sub(r"[^0-9]", "", re.sub(r"^\+?86[- ]?(?=[01])", "", main))
    area = ""
    kind = _kind_of(digits)
    if kind == "wrong" and digits.startswith("0"):
        found = AREA.match(digits)
        if found:
            area, rest = found.group(), digits[found.end() :]
            is_fixed = len(rest) in (7, 8) and rest[0] not in "01"
            kind = "fixed" if is_fixed or SHORT.fullmatch(rest) else "wrong"
            digits = rest
    return PhoneNumber(start, start + len(written), written, area, digits, kind)


def _kind_of(digits: str) -> str:
    if MOBILE.fullmatch(digits):
        return "mobile"
    if SERVICE.fullmatch(digits):
        return "service"
    if SHORT.fullmatch(digits):
        return "short"
    if len(digits) in (7, 8) and digits[0] not in "01":
        return "local"
    return "wrong"
