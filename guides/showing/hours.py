"""Windows and their hours: tables that a person reads, and data from which a browser counts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import pgettext
from guides.showing.words import label, listed

DAYS = tuple(range(1, 8))


def service_points(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the windows with `seasons` of hours and `data`, the same hours as JSON text."""
    return [_point(one) for one in public["service_points"]]


def _point(one):
    address = one["address"]
    return {
        "name": one["name"],
        "kind": label(choices.ServicePointKind, one["kind"]),
        "address": "".join([address["district"], address["road"], address["number"]]),
        "seasons": seasons(one["hours"]),
        "data": _data(one["hours"]),
        "hours_note": one["hours_note"],
        "phone": one["phone"],
        "transport": one["transport"],
        "accessibility": one["accessibility"],
        "languages": one["languages"],
        "longitude": one["longitude"],
        "latitude": one["latitude"],
    }


def seasons(hours: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return `[{"name", "rows": [{"days", "numbers", "spans"}]}]`, all-year hours first."""
    found = {}
    for one in hours:
        if one["weekdays"] and (one["opens"] or one["closes"]):
            found.setdefault((one["season_from"], one["season_to"]), []).append(one)
    return [
        {"name": _season_name(*season), "from": season[0], "to": season[1], "rows": _rows(spans)}
        for season, spans in sorted(found.items())
    ]


def _rows(spans):
    """Put weekdays with the same hours into one row."""
    by_day = {
        day: tuple(sorted((one["opens"], one["closes"]) for one in spans if day in one["weekdays"]))
        for day in DAYS
    }
    rows = {}
    for day, times in by_day.items():
        if times:
            rows.setdefault(times, []).append(day)
    return [
        {
            "days": weekdays(days),
            "numbers": " ".join(map(str, days)),
            "spans": [f"{opens}–{closes}" for opens, closes in times],
        }
        for times, days in rows.items()
    ]


def hours_text(hours: Iterable[Mapping[str, Any]]) -> str:
    """Return hours on one line: each season, its weekdays, their spans."""
    return "；".join(
        " ".join(filter(None, [season["name"], row["days"], "、".join(row["spans"])]))
        for season in seasons(hours)
        for row in season["rows"]
    )


def weekdays(days: Sequence[int]) -> str:
    """Return weekdays 1 (Monday) to 7 in words, runs of three and more as a span."""
    names = [""] + [
        pgettext("weekday", name)
        for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]
    if list(days) == [*DAYS]:
        return _("Every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[days[0]], "last": names[days[-1]]}
    return listed(names[day] for day in days)


def _season_name(start, end):
    if not start or not end:
        return ""
    return _("%(start)s to %(end)s") % {"start": _month_day(start), "end": _month_day(end)}


def _month_day(text):
    month, day = (int(part) for part in text.split("-"))
    return pgettext("month and day as numbers", "%(day)s/%(month)s") % {"month": month, "day": day}


def _data(hours):
    """Return the hours as JSON: d weekdays, o opens, c closes, f and t the season's ends
    (MM-DD).
    """
    spans = [
        {
            "d": one["weekdays"],
            "o": one["opens"],
            "c": one["closes"],
            "f": one["season_from"],
            "t": one["season_to"],
        }
        for one in hours
        if one["weekdays"] and one["opens"] and one["closes"]
    ]
    return json.dumps(spans, separators=(",", ":")) if spans else ""
