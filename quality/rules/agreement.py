"""L24: what guide and manual of one item both say must be the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

MATERIAL = ("name", "necessity", "originals", "copies", "form", "exempt")
LIMIT = ("value", "unit")
FEE = ("name", "standard", "amount")


@rule("L24", gettext_lazy("Guide and manual do not agree"))
def agreement(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield limits, fees and materials that differ between a guide and its manual."""
    if terms.counterpart is None:
        return
    other = terms.counterpart
    message = _("Guide and manual differ here.")
    for key in ("statutory", "promised"):
        if _part(document["time_limits"][key], LIMIT) != _part(other["time_limits"][key], LIMIT):
            yield Hit(f"/time_limits/{key}/value", message)
    if document["fees"]["charged"] != other["fees"]["charged"]:
        yield Hit("/fees/charged", message)
    elif _rows(document["fees"]["items"], FEE) != _rows(other["fees"]["items"], FEE):
        yield Hit("/fees/items", message)
    yield from _materials(document, other["materials"]["items"])


def _materials(document: Reading, others: list[Mapping[str, Any]]) -> Iterator[Hit]:
    known = {row["name"]: _part(row, MATERIAL) for row in others}
    for pointer, row in document.rows("materials", "items"):
        if row["name"] not in known:
            message = _("“%(name)s” is in one of guide and manual only.")
            yield Hit(f"{pointer}/name", message % {"name": row["name"]})
        elif _part(row, MATERIAL) != known[row["name"]]:
            message = _("“%(name)s” differs between guide and manual.")
            yield Hit(f"{pointer}/name", message % {"name": row["name"]})
    here = {row["name"] for row in document["materials"]["items"]}
    for name in known.keys() - here:
        message = _("“%(name)s” is in one of guide and manual only.")
        yield Hit("/materials/items", message % {"name": name})


def _part(row: Mapping[str, Any], keys: tuple[str, ...]) -> tuple:
    return tuple(row[key] for key in keys)


def _rows(rows: list[Mapping[str, Any]], keys: tuple[str, ...]) -> list[tuple]:
    return [_part(row, keys) for row in rows]
