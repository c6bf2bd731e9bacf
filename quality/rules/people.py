"""L29: personal data in texts that everybody reads."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.choices import AppliesTo
from quality.finding import Hit
from quality.reading import INTERNAL_PATHS, Place, Reading
from quality.rule import rule
from quality.terms import Terms

DIGITS = re.compile(r"(?<![0-9A-Za-z.])[1-9][0-9 -]{9,24}[0-9Xx](?![0-9A-Za-z])")
CITIZEN = re.compile(
    r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
)
MOBILE = re.compile(r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}")
CARD = re.compile(r"62[0-9]{2}(?:[ ]?[0-9]{4}){3}[ ]?[0-9]{0,3}")
CALLING = re.compile(r"电话|手机|联系|咨询|热线|Tel", re.IGNORECASE)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CONTACT_PATHS = frozenset(
    {
        "contacts.enquiries.value",
        "contacts.enquiries.note",
        "contacts.complaints.value",
        "contacts.complaints.note",
        "contacts.progress.value",
        "contacts.progress.note",
        "service_points.phone",
        "contacts.remedies.review.phone",
        "contacts.remedies.litigation.phone",
    }
)
"""Fields that are there to be called; a body may answer on a mobile."""


@rule(
    "L29",
    gettext_lazy("Personal data in a public text"),
    scope=AppliesTo.GUIDE,
    basis="个人信息保护法第13条",
)
def personal_data(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield citizens' numbers, bank cards, and mobile numbers outside the contact fields."""
    for place, (start, end) in (*document.matches(DIGITS), *_loose(terms)):
        if place.path in INTERNAL_PATHS or "url" in place.path:
            continue
        text = place.text[start:end]
        if CITIZEN.fullmatch(text) and is_citizen_number(text):
            yield Hit(place.pointer, _("This is a citizen's identity number."), (start, end))
        elif CARD.fullmatch(text) and passes_luhn(re.sub(r"[^0-9]", "", text)):
            yield Hit(place.pointer, _("This is the number of a bank card."), (start, end))
        elif MOBILE.fullmatch(text) and place.path not in CONTACT_PATHS:
            message = _("A mobile number stands outside the contact fields.")
            yield Hit(place.pointer, message, (start, end))


def _loose(terms: Terms) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Yield numbers in texts that stand in no field; what they are there for is not known, so that
    one beside words of calling counts as a contact.
    """
    for pointer, text in terms.loose_texts:
        path = "contacts.enquiries.value" if CALLING.search(text) else ""
        for found in DIGITS.finditer(text):
            yield Place(pointer, path, text), found.span()


def is_citizen_number(text: str) -> bool:
    """Return whether 18 characters carry the check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def passes_luhn(digits: str) -> bool:
    """Return whether digits carry the check digit of bank cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return 16 <= len(digits) <= 19 and total % 10 == 0
