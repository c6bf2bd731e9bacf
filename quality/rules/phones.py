"""L14: numbers for advice and complaints, with area code, plausible, different."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import ContactWay
from quality.finding import Change, Fix, Hit
from quality.phone_numbers import PhoneNumber, phone_numbers
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

DIGITS = re.compile(r"[0-9]{3}")


@rule("L14", gettext_lazy("Telephone numbers missing, impossible or the same"))
def phones(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield missing numbers, digits that no number has, missing area codes, one number for both."""
    fields = list(_fields(document))
    area = _usual_area(fields)
    for pointer, text, numbers in fields:
        for number in numbers:
            yield from _number(pointer, text, number, area)
    for key, label in (("enquiries", _("advice")), ("complaints", _("complaints"))):
        if not _numbers_of(fields, key):
            message = _("There is no telephone number for %(purpose)s.")
            yield Hit(f"/contacts/{key}", message % {"purpose": label})
    yield from _same(fields)


def _fields(document: Reading) -> Iterator[tuple[str, str, list[PhoneNumber]]]:
    for key in ("enquiries", "complaints", "progress"):
        for pointer, row in document.rows("contacts", key):
            value = row["value"]
            is_address = "://" in value or "@" in value
            if row["way"] in (ContactWay.PHONE, None) and not is_address and DIGITS.search(value):
                yield f"{pointer}/value", value, phone_numbers(value)
    for pointer, row in document.rows("service_points"):
        if row["phone"]:
            yield f"{pointer}/phone", row["phone"], phone_numbers(row["phone"])
    for key, row in document["contacts"]["remedies"].items():
        if row["phone"]:
            pointer = f"/contacts/remedies/{key}/phone"
            yield pointer, row["phone"], phone_numbers(row["phone"])


def _usual_area(fields: list) -> str:
    """Return the one area code of the Document, or nothing when there are several."""
    areas = Counter(number.area for _p, _t, numbers in fields for number in numbers if number.area)
    return next(iter(areas)) if len(areas) == 1 else ""


def _number(pointer: str, text: str, number: PhoneNumber, area: str) -> Iterator[Hit]:
    span, words = (number.start, number.end), {"number": number.text}
    if number.kind == "wrong":
        message = _("“%(number)s” cannot be a telephone number: count its digits.")
        yield Hit(pointer, message % words, span)
    elif number.kind == "local":
        fix = None
        if area:
            mended = f"{text[: number.start]}{area}-{text[number.start :]}"
            change = Change("replace", pointer, mended)
            fix = Fix(_("Put %(area)s before it.") % {"area": area}, (change,), certain=True)
        message = _("“%(number)s” has no area code.")
        yield Hit(pointer, message % words, span, fix)


def _numbers_of(fields: list, key: str) -> dict[str, str]:
    return {
        number.area + number.digits: pointer
        for pointer, _text, numbers in fields
        if pointer.startswith(f"/contacts/{key}/")
        for number in numbers
    }


def _same(fields: list) -> Iterator[Hit]:
    advice, complaints = _numbers_of(fields, "enquiries"), _numbers_of(fields, "complaints")
    if advice and complaints and not set(complaints) - set(advice):
        message = _("Complaints go to the same number as questions; name another one.")
        yield Hit(next(iter(complaints.values())), message)
