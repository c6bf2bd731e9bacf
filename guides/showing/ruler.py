"""The limit ruler: one column for each day up to the legal limit, counted steps filled."""

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import pgettext
from guides.showing.words import limit_text

MOST_DAYS = 30
DAY_UNITS = {"working_day", "calendar_day"}


def ruler(public):
    """Return the ruler's segments and columns, or None where words say it better.

    `segments`: `{"days", "name", "kind"}` with kind `step`, `rest` or `spare`; `columns`: the day
    numbers with their labels; `text` is the whole ruler in one sentence for readers who hear it.
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
        "columns": [_column(number, days, most) for number in range(1, most + 1)],
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


def _column(number, promised, statutory):
    mark = ""
    if number == promised:
        mark = _("promised")
    elif number == statutory:
        mark = _("by law")
    return {"number": number, "mark": mark}
