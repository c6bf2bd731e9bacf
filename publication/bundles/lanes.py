"""The order and days of a bundle as a drawing: a lane for each part, the longest path filled."""

from bisect import bisect
from html import escape
from itertools import accumulate

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.papers.flow_chart import LETTER, width_of
from guides.showing.words import picked
from publication.bundles.joint import Joint, Part

LEFT, LANE, HEAD, WIDTH = 260, 56, 32, 960
BAR, INSET = 28, 2
"""Height of a bar, and the room on each side of it."""
LONGEST_NAME, LONGEST_OFFICE = 16, 20
WIDE = 48
"""A bar from this width on says how many days it takes."""
STEM = 10
"""How far within a bar the line to what follows it begins."""


def lanes(joint: Joint) -> SafeString:
    """Return the SVG of a joint view; a table beneath it says the same in words."""
    days = max(joint.promise, 1)
    day = (WIDTH - LEFT) / days
    height = HEAD + LANE * len(joint.parts)
    drawn = [_day(number, LEFT + day * number, day, height) for number in range(days)]
    bars = {part.place: _Bar(part, row, day) for row, part in enumerate(joint.parts)}
    for bar in bars.values():
        drawn.append(bar.drawn())
        drawn += [_line(bars[one], bar) for one in bar.part.after if one in bars]
    says = _("Order and working days of the %(count)s things") % {"count": len(joint.parts)}
    return mark_safe(  # noqa: S308  every text in it is escaped
        f'<svg class="lanes" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(says)}">'
        f"{''.join(drawn)}</svg>"
    )


class _Bar:
    """The bar of a part: its days from left to right, in its lane."""

    def __init__(self, part: Part, row: int, day: float):
        self.part, self.lane = part, HEAD + LANE * row
        self.top = self.lane + (LANE - BAR) / 2
        self.left = LEFT + day * (part.begins - 1) + INSET
        self.right = LEFT + day * part.ends - INSET

    def drawn(self) -> str:
        part, kind = self.part, "longest" if self.part.is_longest else "beside"
        item = part.document["item"]
        name, office = (picked(one)["text"] for one in (item, item["authority"]))
        width = max(self.right - self.left, 4)
        text = ""
        if width >= WIDE:
            says = _days_of(part)
            text = (
                f'<text x="{self.left + width / 2:.1f}" y="{self.top + 19:.1f}" '
                f'class="lane-days lane-in-{kind}">{escape(says)}</text>'
            )
        return (
            f'<text x="0" y="{self.lane + 25}" class="lane-name">{part.place}. '
            f"{escape(_cut(name, LONGEST_NAME))}</text>"
            f'<text x="0" y="{self.lane + 43}" class="lane-office">'
            f"{escape(_cut(office, LONGEST_OFFICE))}</text>"
            f'<rect x="{self.left:.1f}" y="{self.top:.1f}" width="{width:.1f}" height="{BAR}" '
            f'rx="3" class="lane-{kind}"/>{text}'
        )


def _days_of(part: Part) -> str:
    if not part.days:
        return pgettext("time of a step", "At once")
    return ngettext("%(count)s day", "%(count)s days", part.days) % {"count": part.days}


def _cut(text: str, longest: int) -> str:
    """Return a text that takes no more room than so many Chinese characters."""
    widths, room = list(accumulate(map(width_of, text))), longest * LETTER
    if not widths or widths[-1] <= room:
        return text
    return text[: bisect(widths, room - LETTER)] + "…"


def _line(before: _Bar, after: _Bar) -> str:
    """Return the line from a bar to one that follows it, with an arrow at its end.

    What is done at once is followed on the same day: then the line comes from above or below.
    """
    down = after.top > before.top
    start = before.top + BAR if down else before.top
    if after.left > before.right:
        x, y = before.right - STEM, after.top + BAR / 2
        path = f"M{x:.1f} {start:.1f}V{y:.1f}H{after.left - 6:.1f}"
        head = f"M{after.left:.1f} {y:.1f}l-7 -4v8z"
    else:
        x, y = after.left + STEM, after.top if down else after.top + BAR
        path = f"M{x:.1f} {start:.1f}V{y - 6 if down else y + 6:.1f}"
        head = f"M{x:.1f} {y:.1f}l-4 {'-7' if down else '7'}h8z"
    return f'<path d="{path}" class="lane-line"/><path d="{head}" class="lane-head"/>'


def _day(number: int, x: float, width: float, height: int) -> str:
    band = (
        f'<rect x="{x:.1f}" y="{HEAD}" width="{width:.1f}" height="{height - HEAD}" '
        'class="lane-band"/>'
        if number % 2 == 0
        else ""
    )
    return f'{band}<text x="{x + width / 2:.1f}" y="20" class="lane-day">{number + 1}</text>'
