"""L23: what must be filled and is not, and placeholders that say nothing."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

EMPTY_WORDS = re.compile(
    r"^(?:略|待定|待补充?|暂无|同上|空|XX+|xx+|××+|/+|-+|—+|…+|\?+|？+|N/?A|null|none|undefined)[。.]?$",
    re.IGNORECASE,
)
SEE_ATTACHMENT = re.compile(
    r"(?:详|参|另)?见(?:附件|附表|附后)(?:[一二三四五六七八九十\d]+)?|如附件"
)
LONGEST_PLACEHOLDER = 12
CODES = frozenset({"results.kind"})
"""Codes that would read as a placeholder: a result without a paper is of the kind `none`."""


@rule("L23", gettext_lazy("Empty duty, placeholder, or attachment that is not there"))
def filled(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield unfilled duties, placeholders, rows of hours without hours, "see attachment"."""
    for pointer, message in terms.unfilled:
        yield Hit(pointer, message)
    for place in document.places:
        if len(place.text) > LONGEST_PLACEHOLDER or place.path in CODES:
            continue
        if EMPTY_WORDS.match(place.text):
            message = _("A placeholder stands in place of an answer.")
            yield Hit(place.pointer, message, (0, len(place.text)))
    named = not terms.files_known and document["attachments"]
    if not (named or _has_files(document)):
        for place, (start, end) in document.matches(SEE_ATTACHMENT):
            if place.path != "legal_bases.text":
                message = _("“%(words)s”, but nothing is attached.")
                yield Hit(place.pointer, message % {"words": place.text[start:end]}, (start, end))
    yield from _hours(document)


def _hours(document: Reading) -> Iterator[Hit]:
    for pointer, point in document.rows("service_points"):
        for number, row in enumerate(point["hours"]):
            if not (row["weekdays"] and row["opens"] and row["closes"]):
                message = _("A row of hours lacks weekdays or times.")
                yield Hit(f"{pointer}/hours/{number}", message)
            elif row["opens"] >= row["closes"]:
                message = _("A window cannot close before it opens.")
                yield Hit(f"{pointer}/hours/{number}/closes", message)


def _has_files(document: Reading) -> bool:
    rows = document["materials"]["items"]
    return bool(
        any(row["file"] for row in document["attachments"])
        or any(row["blank_forms"] or row["samples"] for row in rows)
        or any(row["samples"] for row in document["results"])
    )
