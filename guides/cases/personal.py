"""The guide of one case (专属指南): the public Document with the rows of the case alone."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guides.cases.tree import LISTS, Walk

ALWAYS = "1"
"""Necessity of a material that the case demands."""


@dataclass(frozen=True)
class Personal:
    """A Document cut down to one case, and by which answer a row is in it."""

    document: dict[str, Any]
    reasons: dict[str, str]
    """The label of the answer that asks for a row, by the row's key."""


def personal(document: Mapping[str, Any], reached: Walk) -> Personal:
    """Return a Document with the materials, steps and conditions of a walk's case.

    A row that any answer of the tree adds is in the case only when a chosen one adds it; of two
    answers that disagree the later one counts. Rows that no answer names are in every case.
    """
    reduced = copy.deepcopy(dict(document))
    reasons: dict[str, str] = {}
    for rows, path in LISTS.items():
        added, dropped = _chosen(reached, rows, reasons)
        optional = {
            key
            for question in document["question_tree"]["questions"]
            for option in question["options"]
            for key in option["effect"][f"add_{rows}"]
        }
        holder, name = _holder(reduced, path)
        holder[name] = [
            _of_case(row, row["key"] in added)
            for row in holder[name]
            if row["key"] in added or (row["key"] not in dropped and row["key"] not in optional)
        ]
    return Personal(reduced, reasons)


def _chosen(reached: Walk, rows: str, reasons: dict[str, str]) -> tuple[set[str], set[str]]:
    """Return the keys that the answers add and drop; the later answer counts."""
    added: set[str] = set()
    dropped: set[str] = set()
    for one in reached.answered:
        effect = one.option["effect"]
        for key in effect[f"add_{rows}"]:
            dropped.discard(key)
            added.add(key)
            reasons[key] = one.option["label"]
        for key in effect[f"drop_{rows}"]:
            added.discard(key)
            dropped.add(key)
            reasons.pop(key, None)
    return added, dropped


def _holder(document: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *steps, last = path.split(".")
    holder: Any = document
    for step in steps:
        holder = holder[step]
    return (holder[last], "items") if isinstance(holder[last], dict) else (holder, last)


def _of_case(row: dict[str, Any], is_asked_for: bool) -> dict[str, Any]:
    """Return a row as the case has it: what an answer asks for is no longer an exception."""
    if not is_asked_for:
        return row
    changes: dict[str, Any] = {"situations": []}
    if "necessity" in row and row["necessity"] not in (None, "3"):
        changes["necessity"] = ALWAYS
    return row | changes
