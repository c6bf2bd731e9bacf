"""Flow charts as SVG, drawn by the server: steps from top to bottom in lanes, by who acts.

Colours come from the page (`currentColor`), sizes are in units of the drawing, and the text
alternative says the same in words. Nothing is styled by attributes that a strict CSP refuses.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

WIDTH, BOX, GAP, LANE_HEAD = 640, 288, 26, 34
LINE, PADDING, LETTER = 19, 9, 14
MOST_LINES = 3
NEVER_FIRST = frozenset("，。、；：？！”’）》」』】〕…—,.;:?!)]")
"""What never begins a line: the character before it goes along."""
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True)
class FlowStep:
    """One box of a flow chart: its name, what stands below it, and the lane it lies in."""

    name: str
    notes: Sequence[str] = ()
    lane: int = 0


@dataclass(frozen=True)
class Flow:
    """A flow chart (流程图): two lanes with their heads, steps in order, and the same in words."""

    lanes: Sequence[str]
    steps: Sequence[FlowStep]
    words: str


@dataclass(frozen=True)
class _Placed:
    """A step with its lines of text and its place in the drawing."""

    step: FlowStep
    lines: list[tuple[str, bool]]
    top: int

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 2 * PADDING

    @property
    def left(self) -> int:
        return 12 if self.step.lane == 0 else WIDTH - BOX - 12

    @property
    def middle(self) -> int:
        return self.left + BOX // 2


def flow_chart(flow: Flow, *, label: str = "") -> SafeString:
    """Return the SVG of a flow chart; empty without steps.

    `label` names it where its words stand beside it; else they are its text alternative.
    """
    if not flow.steps:
        return SafeString("")
    placed, height = _place(flow.steps), height_of(flow)
    return format_html(
        '<svg class="flow" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}" fill="none" stroke="currentColor" font-size="{}">{}{}{}</svg>',
        WIDTH,
        height,
        label or flow.words,
        LETTER,
        _heads(flow.lanes, height),
        format_html_join("", "{}", ((_arrow(*pair),) for pair in pairwise(placed))),
        format_html_join("", "{}", ((_box(number, one),) for number, one in enumerate(placed, 1))),
    )


def height_of(flow: Flow) -> int:
    """Return how high the drawing of a flow with steps is, in its units; it is WIDTH wide."""
    last = _place(flow.steps)[-1]
    return last.top + last.height + 12


def _place(steps: Sequence[FlowStep]) -> list[_Placed]:
    found: list[_Placed] = []
    top = LANE_HEAD + 16
    for step in steps:
        lines = [(line, True) for line in wrapped(step.name)]
        for note in step.notes:
            lines += [(line, False) for line in wrapped(note)]
        found.append(_Placed(step, lines, top))
        top += found[-1].height + GAP
    return found


def wrapped(text: str, room: int = BOX - 58) -> list[str]:
    """Return a text as lines of at most so many units; what goes on too long ends in an
    ellipsis.
    """
    lines, line, width = [], "", 0.0
    for char in " ".join(text.split()):
        if width + width_of(char) > room and line:
            carried = line[-1] if char in NEVER_FIRST and len(line) > 1 else ""
            lines.append(line.removesuffix(carried))
            line, width = carried, sum(map(width_of, carried))
        line += char
        width += width_of(char)
    if line:
        lines.append(line)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
    return lines


def width_of(char: str) -> float:
    """Return how wide a character is drawn; Chinese ones are LETTER wide, Latin ones narrower."""
    return LETTER if east_asian_width(char) in "WFA" else LETTER * 0.58


def _heads(lanes: Sequence[str], height: int) -> SafeString:
    """Return the heads of the lanes and the line between them."""
    first, second = lanes
    return format_html(
        '<g stroke="none" fill="currentColor" text-anchor="middle" font-weight="bold">'
        '<text x="{}" y="22"{}>{}</text><text x="{}" y="22"{}>{}</text></g>'
        '<path d="M0 {}H{}M{} 0V{}" stroke-width="1" stroke-dasharray="2 4" opacity=".6"/>',
        12 + BOX // 2,
        _language_of(first),
        first,
        WIDTH - 12 - BOX // 2,
        _language_of(second),
        second,
        LANE_HEAD,
        WIDTH,
        WIDTH // 2,
        height,
    )


def _language_of(text: str) -> SafeString:
    """Return the attribute that marks a Chinese text in a drawing of another language."""
    is_foreign = bool(CHINESE.search(text)) and not (get_language() or "zh").startswith("zh")
    return SafeString(' lang="zh"' if is_foreign else "")


def _box(number: int, one: _Placed) -> SafeString:
    """Return a box with its number: the applicant's with round corners and a bold circle."""
    yours = one.step.lane == 0
    centre = one.top + one.height // 2
    text = format_html_join(
        "",
        '<text x="{}" y="{}"{}{}>{}</text>',
        (
            (
                one.left + 46,
                one.top + PADDING + LINE * row + LETTER,
                SafeString(' font-weight="bold"') if is_name else "",
                _language_of(line),
                line,
            )
            for row, (line, is_name) in enumerate(one.lines)
        ),
    )
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" stroke-width="1.5"/>'
        '<circle cx="{}" cy="{}" r="11" stroke-width="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="12" stroke="none"'
        ' fill="currentColor">{}</text>'
        '<g stroke="none" fill="currentColor">{}</g>',
        one.left,
        one.top,
        BOX,
        one.height,
        14 if yours else 2,
        one.left + 24,
        centre,
        "3" if yours else "1.5",
        one.left + 24,
        centre + 4,
        number,
        text,
    )


def _arrow(one: _Placed, following: _Placed) -> SafeString:
    """Return the arrow from a box to the one after it, across the lanes where they differ."""
    start, end = one.top + one.height, following.top
    bend = f"V{start + GAP // 2}H{following.middle}" if one.middle != following.middle else ""
    return format_html(
        '<path d="M{} {}{}V{}" stroke-width="1.5"/>'
        '<path d="M{} {}l-5 -9h10z" fill="currentColor" stroke="none"/>',
        one.middle,
        start,
        bend,
        end - 6,
        following.middle,
        end,
    )
