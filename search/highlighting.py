"""Highlights: the words of a query marked in the texts of the hits on a page, as safe HTML."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape

from search.bigrams import HAN_RUN, RUNS
from search.folding import fold_with_places

LONGEST = 90
"""Characters of a fragment; titles are shown whole."""

BEFORE = 24
"""Characters of the sentence shown before the first mark."""

SENTENCE_END = re.compile(r"[。；！？;!?\s]")
WHOLE = frozenset({"title", "name", "aliases"})
ELLIPSIS = "……"


@dataclass(frozen=True)
class Fragment:
    """A stretch of a field with marks: `html` is escaped text with `<mark>`."""

    field: str
    html: str
    marked: int


def highlights(texts: Mapping[str, Iterable[str]], tokens: Collection[str]) -> list[Fragment]:
    """Return the Fragments of {field: [paragraph]} that hold tokens: the best one of each field.

    Fields come in their own order; of a field's paragraphs, the one with most marked characters.
    """
    fragments = []
    for field, lines in texts.items():
        marked = [(spans, line) for line in lines if (spans := marks(line, tokens))]
        if marked:
            spans, line = max(marked, key=lambda pair: _length(pair[0]))
            fragments.append(_fragment(field, line, spans))
    return fragments


def mark(text: str, tokens: Collection[str]) -> str:
    """Return a whole text as HTML with marks, marked or not."""
    return _html(text, marks(text, tokens), 0, len(text))


def marks(text: str, tokens: Collection[str]) -> list[tuple[int, int]]:
    """Return the places [(start, end)] of tokens in a text; those that touch are one."""
    folded, places = fold_with_places(text)
    spans = []
    for run in RUNS.finditer(folded):
        for start, end in _in_run(run.group(), tokens):
            spans.append((places[run.start() + start], places[run.start() + end - 1] + 1))
    return _merged(spans)


def _in_run(run, tokens):
    if not HAN_RUN.fullmatch(run):
        return [(0, len(run))] if run in tokens else []
    pairs = [(at, at + 2) for at in range(len(run) - 1) if run[at : at + 2] in tokens]
    return pairs + [(at, at + 1) for at in range(len(run)) if run[at] in tokens]


def _merged(spans):
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _length(spans):
    return sum(end - start for start, end in spans)


def _fragment(field, line, spans):
    start, end = (0, len(line)) if field in WHOLE else _window(line, spans)
    inside = [(a, b) for a, b in spans if a >= start and b <= end]
    html = _html(line, inside, start, end)
    html = f"{ELLIPSIS if start else ''}{html}{ELLIPSIS if end < len(line) else ''}"
    return Fragment(field, html, _length(inside))


def _window(line, spans):
    """Return the stretch of at most LONGEST characters with most marks, from a sentence's start."""
    if len(line) <= LONGEST:
        return 0, len(line)

    def marked_from(place):
        return _length([span for span in spans if place <= span[0] and span[1] <= place + LONGEST])

    first = max((start for start, _end in spans), key=lambda at: (marked_from(at), -at))
    # A mark may be longer than what is shown before it leaves room for.
    start = max(0, first - BEFORE)
    heads = [found.end() for found in SENTENCE_END.finditer(line, start, first)]
    if heads:
        start = heads[-1]
    elif start and marked_from(start) < marked_from(first):
        start = first
    return start, min(len(line), start + LONGEST)


def _html(line, spans, start, end):
    parts, at = [], start
    for a, b in spans:
        parts += [escape(line[at:a]), "<mark>", escape(line[a:b]), "</mark>"]
        at = b
    return "".join([*parts, escape(line[at:end])])
