"""Applies the changes of a fix to a Document's JSON."""

import copy
from collections.abc import Iterable
from typing import Any

from quality.finding import Change


def apply_changes(data: dict, changes: Iterable[Change]) -> dict:
    """Return a copy of a Document's JSON with changes made; LookupError for a place not there.

    Changes are made from the last row to the first, so that a removed row moves no other's place.
    """
    mended = copy.deepcopy(data)
    for change in sorted(changes, key=lambda one: one.path, reverse=True):
        *steps, last = change.path.strip("/").split("/")
        holder: Any = mended
        for step in steps:
            holder = holder[_key(holder, step)]
        key = _key(holder, last)
        holder[key]  # a place that is not there raises LookupError
        if change.op == "remove":
            del holder[key]
        else:
            holder[key] = change.value
    return mended


def _key(holder: Any, step: str) -> Any:
    return int(step) if isinstance(holder, list) else step
