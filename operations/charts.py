"""Bars by month as SVG: within the limit blue, beyond it red."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 320, 110, 36, 20, 10


def month_bars(
    counts: Sequence[tuple[Any, float]],
    *,
    limit: float,
    says: Any,
    is_least: bool = False,
    is_counted: bool = False,
) -> SafeString:
    """Return bars of (month, count) pairs with the line of the limit.

    What passes the limit is red; with `is_least`, what stays below it. With `is_counted` each bar
    has its count above it, as paper needs it.

    `says` is the sentence that a screen reader says in its place.
    """
    most = max([limit, *(count for _month, count in counts)]) or 1
    step = (WIDTH - LEFT) / 12
    bars = format_html_join(
        "",
        '<rect class="bar bar--{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                "above" if count != limit and (count < limit) == is_least else "well",
                round(LEFT + (month - 1) * step + step * 0.3, 1),
                _y(count, most),
                round(step * 0.4, 1),
                round(HEIGHT - BOTTOM - _y(count, most), 1),
            )
            for month, count in counts
            if count
        ),
    )
    texts = [(month, HEIGHT - 5, month) for month, _count in counts]
    if is_counted:
        texts += [(month, _y(count, most) - 3, count) for month, count in counts if count]
    labels = format_html_join(
        "",
        '<text class="chart__label" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((round(LEFT + (month - 0.5) * step, 1), y, text) for month, y, text in texts),
    )
    return format_html(
        '<svg class="chart chart--bars" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line class="chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>{}'
        '<line class="chart__limit" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart__label" x="0" y="{}">{}</text>{}</svg>',
        WIDTH, HEIGHT, says, LEFT, WIDTH, HEIGHT - BOTTOM, HEIGHT - BOTTOM, bars,
        LEFT, WIDTH, _y(limit, most), _y(limit, most), _y(limit, most) + 4,
        _("limit %(limit)s") % {"limit": limit}, labels,
    )  # fmt: skip


def _y(value, most):
    return round(HEIGHT - BOTTOM - value / most * (HEIGHT - BOTTOM - TOP), 1)
