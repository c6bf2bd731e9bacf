"""Rows of one item, one handling item a row, become one record; contradictory ones are refused."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.import_report import RefusedError
from core.texts.plain_text import fold_code

Numbered = tuple[int, Any, Any]
"""(number in the file, record or RefusedError, the table's row or None)."""


def merged_records(records: Iterable[Numbered]) -> Iterator[Numbered]:
    """Yield the records of a file, those of one item merged into the first of them.

    A row that says of the same item something else than the first one is refused with its place.
    """
    first: dict[tuple[str, str], Numbered] = {}
    refused: list[Numbered] = []
    for number, record, row in records:
        key = _key(record)
        if key is None:
            refused.append((number, record, row))
        elif key not in first:
            first[key] = number, dict(record), row
        else:
            known_number, known, _row = first[key]
            try:
                _merge(known, record, known_number)
            except RefusedError as error:
                refused.append((number, error, row))
    yield from sorted([*first.values(), *refused], key=lambda one: one[0])


def _key(record: Any) -> tuple[str, str] | None:
    if not isinstance(record, dict):
        return None
    code = record.get("basic_code")
    department = record.get("department")
    if not isinstance(code, str) or not isinstance(department, str) or not code:
        return None
    return department.strip(), fold_code(code)


def _merge(known: dict[str, Any], record: dict[str, Any], known_number: int) -> None:
    """Add a row's lists to the record of its item; RefusedError where a fact differs."""
    problems = []
    for key, value in record.items():
        here = known.get(key)
        if isinstance(value, list) and isinstance(here, list):
            here.extend(one for one in value if one not in here)
        elif key not in known:
            known[key] = list(value) if isinstance(value, list) else value
        elif here != value:
            message = _("Record %(number)s says “%(known)s” of the same item.")
            problems.append((f"/{key}", message % {"number": known_number, "known": here}))
    if problems:
        raise RefusedError(*problems)
