"""A question tree as a drawing: each question a box whose answers lead to the boxes beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.papers.flow_chart import LETTER, LINE, PADDING, wrapped

BOX, ACROSS, DOWN, MARGIN = 232, 76, 26, 12
ROOM = BOX - 2 * PADDING
MARKED, PLAIN = "marked", "plain"


@dataclass(frozen=True)
class _Answer:
    """One answer in its question's box: its lines, and the question that it leads to."""

    lines: Sequence[tuple[str, str]]
    following: str
    top: int

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + PADDING

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


@dataclass
class _Box:
    """One question with its place in the drawing."""

    key: str
    head: list[str]
    left: int
    top: int
    answers: list[_Answer] = field(default_factory=list)

    @property
    def head_height(self) -> int:
        return len(self.head) * LINE + 2 * PADDING

    @property
    def bottom(self) -> int:
        return self.answers[-1].top + self.answers[-1].height if self.answers else self.head_bottom

    @property
    def head_bottom(self) -> int:
        return self.top + self.head_height


def tree_drawing(tree: Mapping[str, Any], *, editor: str | None = None) -> SafeString:
    """Return the SVG of a question tree, from left to right; empty without questions.

    A question lies right of all that lead to it; what no answer leads to lies below the first.
    With the address of an `editor`, empty for the page itself, each question leads to its place.
    """
    boxes = _placed(tree["questions"])
    if not boxes:
        return SafeString("")
    by_key = {one.key: one for one in reversed(boxes)}
    width = max(one.left for one in boxes) + BOX + MARGIN
    height = max(one.bottom for one in boxes) + MARGIN
    return format_html(
        '<svg class="tree-drawing" xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"'
        ' viewBox="0 0 {} {}" role="{}" aria-label="{}" fill="none" stroke="currentColor"'
        ' font-size="{}">{}{}</svg>',
        width,
        height,
        width,
        height,
        "img" if editor is None else "group",
        _("The questions as a drawing; the list of results says the same in words."),
        LETTER,
        format_html_join("", "{}", ((_lines_of(one, by_key),) for one in boxes)),
        format_html_join("", "{}", ((one,) for one in _drawn_all(boxes, editor))),
    )


def _drawn_all(boxes: Sequence[_Box], editor: str | None) -> Iterator[SafeString]:
    for number, box in enumerate(boxes):
        drawn = _drawn(number + 1, box)
        if editor is not None:
            link = '<a href="{}#/question_tree/questions/{}">{}</a>'
            drawn = format_html(link, editor, number, drawn)
        yield drawn


def depths(questions: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return for each question how many lie before it at most; a circle ends at their number."""
    first = {one["key"]: number for number, one in reversed(list(enumerate(questions)))}
    ways = [
        (number, first[option["next"]])
        for number, question in enumerate(questions)
        for option in question["options"]
        if first.get(option["next"])  # nothing moves the first question away from the left
    ]
    found, most = [0] * len(questions), len(questions) - 1
    for _round in questions:
        before = list(found)
        for number, target in ways:
            found[target] = min(max(found[target], found[number] + 1), most)
        if found == before:
            break
    return found


def _placed(questions: Sequence[Mapping[str, Any]]) -> list[_Box]:
    tops: dict[int, int] = {}
    boxes = []
    for number, (question, depth) in enumerate(
        zip(questions, depths(questions), strict=True), start=1
    ):
        head = wrapped(f"{number}. {question['question']}", ROOM)
        box = _Box(question["key"], head, MARGIN + depth * (BOX + ACROSS), tops.get(depth, MARGIN))
        top = box.head_bottom
        for option in question["options"]:
            box.answers.append(_Answer(_answer_lines(option), option["next"], top))
            top += box.answers[-1].height
        tops[depth] = box.bottom + DOWN
        boxes.append(box)
    return boxes


def _answer_lines(option: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (line, how it is set) of an answer: its label, and how it ends."""
    lines = [(line, PLAIN) for line in wrapped(option["label"], ROOM)]
    effect = option["effect"]
    words = [effect["conclusion"]] if effect["conclusion"] else []
    if effect["elsewhere"]:
        words.append(_("not this guide"))
    if not option["next"] and not words:
        words = [_("end")]
    return lines + [(line, MARKED) for text in words for line in wrapped(f"→ {text}", ROOM)]


def _drawn(number: int, box: _Box) -> SafeString:
    rules = format_html_join(
        "", '<path d="M{} {}h{}"/>', ((box.left, one.top, BOX) for one in box.answers)
    )
    head = format_html_join(
        "",
        '<text x="{}" y="{}" font-weight="bold">{}</text>',
        (
            (box.left + PADDING, box.top + PADDING + LINE * row + LETTER, line)
            for row, line in enumerate(box.head)
        ),
    )
    answers = format_html_join(
        "",
        '<text x="{}" y="{}"{}>{}</text>',
        (
            (
                box.left + PADDING,
                one.top + PADDING // 2 + LINE * row + LETTER,
                SafeString(' opacity=".75"') if kind == MARKED else "",
                line,
            )
            for one in box.answers
            for row, (line, kind) in enumerate(one.lines)
        ),
    )
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="6" stroke-width="{}"/>{}'
        '<g stroke="none" fill="currentColor">{}{}</g>',
        box.left,
        box.top,
        BOX,
        box.bottom - box.top,
        "2.5" if number == 1 else "1.5",
        rules,
        head,
        answers,
    )


def _lines_of(box: _Box, by_key: Mapping[str, _Box]) -> SafeString:
    """Return the arrows from a box's answers to the questions that follow."""
    ways = ((one.middle, by_key.get(one.following)) for one in box.answers if one.following)
    return format_html_join(
        "",
        '<path d="M{} {}C{} {} {} {} {} {}" stroke-width="1.5"/>'
        '<path d="M{} {}l-9 -5v10z" fill="currentColor" stroke="none"/>',
        (_way(box.left + BOX, middle, to) for middle, to in ways if to is not None),
    )


def _way(x: int, y: int, to: _Box) -> tuple[int, ...]:
    end = to.top + to.head_height // 2
    bend = ACROSS // 2
    return (x, y, x + bend, y, to.left - bend, end, to.left - 6, end, to.left, end)
