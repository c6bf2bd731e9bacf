"""The plan in time as SVG: bars for work, diamonds for days, late work named in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operations.models import PlanNode

ROW, HEAD, FOOT = 30, 24, 22
LONG = 200
LABEL, DAY, WIDTH = 250, 330, 1040
"""Where the columns of titles and days end, and the whole width, in pixels."""
NARROW = 40
"""A month that begins so near the end has no room for its name."""


@dataclass(frozen=True)
class Span:
    """The days that a chart shows."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where a day begins."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(DAY + min(max(share, 0), 1) * (WIDTH - DAY), 1)

    def months(self) -> Iterator[date]:
        """Yield the first day of each month within the span."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield day
            day = (day + timedelta(days=32)).replace(day=1)


def gantt(nodes: Sequence[PlanNode], today: date) -> SafeString:
    """Return the chart of these nodes with the line of today."""
    nodes = list(nodes)
    if not nodes:
        return SafeString("")
    span = _span(nodes, today)
    height = HEAD + ROW * len(nodes) + FOOT
    rows = format_html_join(
        "", "{}", ((_row(node, number, span, today),) for number, node in enumerate(nodes))
    )
    return format_html(
        '<svg class="gantt" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH,
        height,
        _("The nodes in time; the table has the same"),
        _months(span, height),
        rows,
        _today_line(span, today, height) if span.first <= today <= span.last else "",
    )


def _span(nodes, today):
    # A year that is done ends with its last node, however long ago that was.
    now = [] if all(one.done_on for one in nodes) else [today]
    first = min([one.start_on for one in nodes] + now) - timedelta(days=3)
    last = max([one.due_on for one in nodes] + now) + timedelta(days=14)
    return Span(first, last)


def _months(span, height):
    # Of a whole year there is no room for more than the month.
    form = _("F Y") if (span.last - span.first).days < LONG else "F"
    return format_html_join(
        "",
        '<line class="chart__grid" x1="{0}" x2="{0}" y1="0" y2="{1}"/>'
        '<text class="chart__label" x="{2}" y="14">{3}</text>',
        (
            (span.x(day), height - FOOT, span.x(day) + 6, date_format(day, form))
            for day in span.months()
            if span.x(day) < WIDTH - NARROW
        ),
    )


def _row(node, number, span, today):
    top = HEAD + ROW * number
    middle = top + ROW / 2
    return format_html(
        '<line class="chart__grid" x1="0" x2="{}" y1="{}" y2="{}"/>'
        '<text class="gantt__title" x="0" y="{}">{}</text>'
        '<text class="chart__label" x="{}" y="{}">{}</text>{}',
        WIDTH,
        top,
        top,
        middle + 4,
        node.title[:18],
        LABEL,
        middle + 4,
        date_format(node.due_on, _("j F")),
        _bar(node, span, middle, today),
    )


def _bar(node, span, middle, today):
    left, right = span.x(node.start_on), span.x(node.due_on + timedelta(days=1))
    if node.start_on == node.due_on and not node.is_late:
        style = "gantt__mark--done" if node.done_on else ""
        shape = format_html(
            '<path class="gantt__mark {}" d="M{} {}l6 6-6 6-6-6z"/>', style, left, middle - 6
        )
        return shape
    width = max(right - left, 6)
    state = "late" if node.is_late else "done" if node.done_on else "open"
    done = width * (100 if node.done_on else node.progress) / 100
    shape = format_html(
        '<rect class="gantt__frame gantt__frame--{}" x="{}" y="{}" width="{}" height="9"/>'
        '<rect class="gantt__done gantt__done--{}" x="{}" y="{}" width="{}" height="9"/>',
        state, left, middle - 4.5, round(width, 1), state, left, middle - 4.5, round(done, 1),
    )  # fmt: skip
    if node.is_late:
        return shape + _lateness(node, right, span.x(today), middle, today)
    if 0 < node.progress < 100 and not node.done_on:
        words = _("%(percent)s %% done") % {"percent": node.progress}
        return shape + _words(words, right + 8, middle)
    return shape


def _lateness(node, right, now, middle, today):
    days = (today - node.due_on).days
    words = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    line = format_html(
        '<line class="gantt__late" x1="{}" x2="{}" y1="{}" y2="{}"/>', right, now, middle, middle
    )
    return line + _words(words, now + 12, middle, "gantt__words--late")


def _words(words, x, middle, style=""):
    anchor = ""
    if x > WIDTH - 120:
        x, anchor = WIDTH - 4, ' text-anchor="end"'
    return format_html(
        '<text class="gantt__words {}" x="{}" y="{}"{}>{}</text>',
        style, x, middle + 4, SafeString(anchor), words,
    )  # fmt: skip


def _today_line(span, today, height):
    x = span.x(today)
    return format_html(
        '<line class="gantt__today" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="gantt__today-words" x="{0}" y="{3}" text-anchor="middle">{4}</text>',
        x,
        HEAD - 6,
        height - FOOT,
        height - 6,
        _("today, %(day)s") % {"day": date_format(today, _("j F"))},
    )
