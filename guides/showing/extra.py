"""What pages and papers say of extra fields (补充字段), at the section after which each stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from guides.choices import ExtraKind
from guides.document.shared import EXTRA
from guides.showing.words import day, in_english

AT_THE_END = "item"
"""Where a field stands whose section a page does not show: with the facts of the item."""
SHOWN_IN = {"time_limits": "process"}
"""Sections that a page shows in others."""


def extra_at(
    document: Mapping[str, Any], shown: Collection[str], sections: Iterable[str] = (EXTRA,)
) -> dict[str, list[dict[str, Any]]]:
    """Return {section of a page: its extra fields, in words} of a Document's JSON data.

    `shown` are the sections that the page may have; `sections` those of the Document to read,
    `EXTRAS` for officials.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for section in sections:
        for row in document.get(section, ()):
            place = row["section"].partition(".")[0]
            place = SHOWN_IN.get(place, place)
            place = place if place in shown else AT_THE_END
            found.setdefault(place, []).append(extra_in_words(row))
    return found


ELSEWHERE = ""
"""Where fields of sections stand that a paper or a manual does not show: at its end."""


def extra_by_section(
    document: Mapping[str, Any], shown: Sequence[str], sections: Iterable[str] = (EXTRA,)
) -> dict[str, list[Mapping[str, Any]]]:
    """Return {section of the outline that is shown: the extra fields after it}.

    `sections` are those of the Document to read, `EXTRAS` for officials.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for section in sections:
        for row in document.get(section, ()):
            found.setdefault(_after(row["section"], shown), []).append(row)
    return found


def _after(section, shown):
    """Return the shown section after which a field stands: its own, or the last part of it."""
    if section in shown:
        return section
    around = section.partition(".")[0]
    parts = [key for key in shown if key.partition(".")[0] == around]
    return parts[-1] if parts else ELSEWHERE


def extra_in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one extra field in the reader's language: `{"key", "label", "value", "heads", "rows",
    "outdated"}`; a table has heads and rows.
    """
    return {
        "key": row["key"],
        "label": picked(row, "label"),
        "value": _value(row),
        "heads": [picked(column, "label") for column in row["columns"]],
        "rows": [one["cells"] for one in row["rows"]],
        "outdated": row["outdated"],
    }


def _value(row):
    value = picked(row, "value")
    if row["kind"] != ExtraKind.DATE:
        return value
    try:
        return day(value)
    except ValueError:
        return value


def extra_as_text(row: Mapping[str, Any]) -> str:
    """Return what an extra field says as a text: its value, or a line for each row of a table."""
    heads = [column["label"] for column in row["columns"]]
    lines = [
        "；".join(
            f"{head}：{cell}" for head, cell in zip(heads, one["cells"], strict=False) if cell
        )
        for one in row["rows"]
    ]
    return "\n".join(filter(None, [row["value"], *lines]))


def picked(facts: Mapping[str, Any], name: str) -> str:
    """Return a text of an extra field, in English where the reader wants it and there is one."""
    english = facts[f"{name}_en"] if in_english() else ""
    return english or facts[name]
