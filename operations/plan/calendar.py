"""A year's plan as a calendar in SVG: twelve months, the days with nodes marked."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from operations.models import PlanNode

CELL, GAP, COLUMNS = 20, 24, 4
MONTH_WIDTH, MONTH_HEIGHT = CELL * 7 + GAP, CELL * 7 + GAP


def year_calendar(year: int, nodes: Iterable[PlanNode]) -> SafeString:
    """Return the calendar of a year; a day on which a node is due is marked, late ones apart."""
    due = defaultdict(list)
    for node in nodes:
        due[node.due_on].append(node)
    months = format_html_join("", "{}", ((_month(year, number, due),) for number in range(1, 13)))
    width, height = MONTH_WIDTH * COLUMNS, MONTH_HEIGHT * 3
    says = _("The calendar of %(year)s; the table has the same") % {"year": year}
    return format_html(
        '<svg class="year-calendar" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        width,
        height,
        says,
        months,
    )


def _month(year, number, due):
    left = (number - 1) % COLUMNS * MONTH_WIDTH
    top = (number - 1) // COLUMNS * MONTH_HEIGHT
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(year, number)
    cells = (
        (_day(day, left + column * CELL, top + 24 + row * CELL, due.get(day, ())),)
        for row, week in enumerate(weeks)
        for column, day in enumerate(week)
        if day.month == number
    )
    title = date_format(date(year, number, 1), "F")
    return format_html(
        '<text class="gantt__title" x="{}" y="{}">{}</text>{}',
        left,
        top + 14,
        title,
        format_html_join("", "{}", cells),
    )


def _day(day, x, y, nodes):
    if not nodes:
        return format_html(
            '<text class="chart__label" x="{}" y="{}" text-anchor="middle">{}</text>',
            x + CELL / 2, y + 14, day.day,
        )  # fmt: skip
    late = any(one.is_late for one in nodes)
    done = all(one.done_on for one in nodes)
    state = "late" if late else "done" if done else "open"
    return format_html(
        '<g><title>{}</title><rect class="gantt__frame gantt__frame--{}" x="{}" y="{}" width="{}" '
        'height="{}"/><text class="gantt__day" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        "、".join(one.title for one in nodes), state, x + 1, y + 1, CELL - 2, CELL - 2,
        x + CELL / 2, y + 14, day.day,
    )  # fmt: skip
