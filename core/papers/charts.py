"""Charts as SVG, drawn by the server: lines and small lines; bars are plain elements.

Colours come from the page's style (`currentColor`); every chart has its sentence for readers, and
stands beside the table of its numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Frame:
    """The size of a chart in pixels, and the room for its labels."""

    width: int = 300
    height: int = 110
    left: int = 44
    right: int = 48
    top: int = 10
    bottom: int = 22

    def x(self, number: int, count: int) -> float:
        """Return the place of the point `number` of `count`."""
        share = number / max(count - 1, 1)
        return round(self.left + share * (self.width - self.left - self.right), 1)

    def y(self, value: float, low: float, high: float) -> float:
        """Return the height of a value between the lowest and highest of the scale."""
        share = (value - low) / (high - low) if high > low else 0.5
        return round(self.height - self.bottom - share * (self.height - self.top - self.bottom), 1)


def scale_of(values: Sequence[float]) -> list[int]:
    """Return three round numbers, the lowest at or below all values, the highest at or above."""
    low, high = min(values), max(values)
    if low == high:
        low, high = max(low - 1, 0), high + 1
    step = _round_step((high - low) / 2)
    start = int(low // step) * step
    while start + 2 * step < high:
        step = _next_step(step)
        start = int(low // step) * step
    return [start, start + step, start + 2 * step]


def _round_step(size: float) -> int:
    step = 1
    while step < size:
        step = _next_step(step)
    return step


def _next_step(step: int) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50 …"""
    first = int(str(step)[0])
    return step * 5 // 2 if first == 2 else step * 2


@dataclass(frozen=True)
class Goal:
    """What is planned: a value to be reached at the last of so many points (按计划)."""

    value: float
    points: int


def line_chart(
    values: Sequence[float],
    *,
    first: str,
    last: str,
    says: str,
    frame: Frame | None = None,
    goal: Goal | None = None,
) -> SafeString:
    """Return a line with three grid lines, the labels of its ends, and its last value.

    With a goal a dashed line leads there from the first value, and the line ends before it.
    `says` is the sentence that a screen reader says in its place.
    """
    frame = frame or Frame()
    if not values:
        return SafeString("")
    count = max(len(values), goal.points if goal else 0)
    scale = scale_of([*values, goal.value] if goal else values)
    low, high = scale[0], scale[-1]
    points = [(frame.x(n, count), frame.y(value, low, high)) for n, value in enumerate(values)]
    ahead = [points[0], (frame.x(count - 1, count), frame.y(goal.value, low, high))] if goal else []
    grid = format_html_join(
        "",
        '<line class="chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart__label" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                frame.left,
                frame.width - frame.right,
                frame.y(one, low, high),
                frame.y(one, low, high),
                frame.left - 8,
                frame.y(one, low, high) + 4,
                f"{one:,}",
            )
            for one in scale
        ),
    )
    at = points[-1]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}'
        '<circle class="chart__dot" cx="{}" cy="{}" r="3.5"/>'
        '<text class="chart__value" x="{}" y="{}">{}</text>'
        '<text class="chart__label" x="{}" y="{}">{}</text>'
        '<text class="chart__label" x="{}" y="{}" text-anchor="end">{}</text></svg>',
        frame.width,
        frame.height,
        says,
        grid,
        _line(ahead, "chart__plan") if ahead else "",
        _line(points),
        *at,
        at[0] + 8,
        at[1] + 4,
        f"{values[-1]:,}",
        frame.left,
        frame.height - 4,
        first,
        frame.width - frame.right,
        frame.height - 4,
        last,
    )


def small_line(values: Sequence[float], *, says: str) -> SafeString:
    """Return a line without labels, for a row of a table."""
    frame = Frame(width=100, height=22, left=2, right=5, top=3, bottom=3)
    if not values:
        return SafeString("")
    low, high = min(values), max(values)
    points = [
        (frame.x(n, len(values)), frame.y(value, low, high)) for n, value in enumerate(values)
    ]
    return format_html(
        '<svg class="chart chart--small" viewBox="0 0 100 22" role="img" aria-label="{}">{}'
        '<circle class="chart__dot" cx="{}" cy="{}" r="2"/></svg>',
        says,
        _line(points),
        *points[-1],
    )


def _line(points: Sequence[tuple[float, float]], style: str = "chart__line") -> SafeString:
    path = " ".join(f"{x},{y}" for x, y in points)
    return format_html('<polyline class="{}" points="{}"/>', style, path)
