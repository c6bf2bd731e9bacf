"""The limit ruler: one column for each day up to the legal limit, counted steps filled."""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import pgettext
from guides.showing.words import limit_text

MOST_DAYS = 30
ROOM = 1 / 3
"""The part of the ruler that a label needs on a narrow screen."""

DAY_UNITS = {"working_day", "calendar_day"}


def ruler(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the ruler's segments and columns, or None where words say it better.

    `segments`: `{"days", "name", "kind"}` with kind `step`, `rest` or `spare`; `days`: the numbers
    of the columns; `marks`: rows of labels; `text` is the whole ruler in one sentence for readers
    who hear it.
    """
    limits = public["time_limits"]
    promised, statutory = limits["promised"], limits["statutory"]
    if not _fits(public, promised, statutory):
        return None
    days, most = promised["value"], statutory["value"]
    segments = _steps(public, days, promised["unit"])
    if most > days:
        note = _("%(days)s sooner than the law asks") % {
            "days": limit_text({"value": most - days, "unit": promised["unit"]})
        }
        segments.append({"days": most - days, "name": note, "kind": "spare"})
    return {
        "segments": segments,
        "days": range(1, most + 1),
        "marks": _marks(days, most),
        "unit": _unit_name(promised["unit"]),
        "text": _("Promised within %(promised)s, by law within %(statutory)s.")
        % {"promised": limit_text(promised), "statutory": limit_text(statutory)},
    }


def _unit_name(unit):
    if unit == choices.TimeUnit.WORKING_DAY:
        return pgettext("unit of a scale", "working days")
    return pgettext("unit of a scale", "calendar days")


def _fits(public, promised, statutory):
    if public["handling"]["case_type"] == choices.CaseType.INSTANT:
        return False
    if promised["unit"] not in DAY_UNITS or promised["unit"] != statutory["unit"]:
        return False
    if not promised["value"] or not statutory["value"]:
        return False
    return promised["value"] <= statutory["value"] <= MOST_DAYS


def _steps(public, days, unit):
    """Return the counted steps as filled segments; one unnamed segment when they do not add up."""
    counted = [
        {"days": step["limit"], "name": step["name"], "kind": "step"}
        for step in public["process"]["steps"]
        if step["counted"] and step["limit"] and step["unit"] == unit
    ]
    total = sum(step["days"] for step in counted)
    if total > days:
        return [{"days": days, "name": "", "kind": "step"}]
    if total < days:
        counted.append({"days": days - total, "name": "", "kind": "rest"})
    return counted


def _marks(promised, statutory):
    """Return the rows of labels below the ruler, each made of cells as wide as their days.

    A label has at least a third of the ruler to itself: what does not fit beside the promise stands
    in a row of its own, and the promise begins at its day where there is no room before it.
    """
    words = _("promised %(day)s") % {"day": promised}
    first = [_cell(promised, words, ends=True)]
    if promised < statutory * ROOM:
        first = [_cell(promised - 1), _cell(statutory - promised + 1, words)]
    legal = _("by law %(day)s") % {"day": statutory}
    if first[0]["ends"] and statutory - promised >= statutory * ROOM:
        return [[*first, _cell(statutory - promised, legal, ends=True)]]
    if first[0]["ends"] and promised < statutory:
        first.append(_cell(statutory - promised))
    return [first, [_cell(statutory, legal, ends=True)]]


def _cell(days, text="", *, ends=False):
    """`ends`: the text stands where the last of the days ends, else where the first begins."""
    return {"days": days, "text": text, "ends": ends}
