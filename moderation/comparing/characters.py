"""Differences inside a text: one token a Chinese character, words and numbers whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, DELETED, ADDED = "same", "deleted", "added"

TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:['’-][A-Za-z]+)*"  # words, and names such as A4
    r"|[0-9]+(?:[.,:][0-9]+)*%?"  # numbers, amounts, times of day
    r"|[〇零一二三四五六七八九十百千万亿]{2,}"  # numbers in Chinese
    r"|\r?\n|[^\S\n]+"  # ends of lines, blanks
    r"|.",
    re.DOTALL,
)
SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
STOPS = frozenset("，、；：。！？,;:.!?\n）)》”")
JOINING = frozenset("和及或与、")
LONG = 400_000
"""Beyond so many pairs of tokens sentences are compared first, and characters inside them."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text (差异片段) that is the same, deleted or added."""

    kind: str
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that make up both texts, in order: without the added ones they give `old`,
    without the deleted ones `new`.
    """
    return tuple(_joined(_shifted(_without_islands(_compared(TOKEN, old, new)))))


def _compared(pattern: re.Pattern[str], old: str, new: str) -> list[tuple[str, str]]:
    """Return [(deleted, added) or (same, same)], changed stretches and unchanged ones by turns."""
    before, after = _cut(pattern, old), _cut(pattern, new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    head, tail = "".join(before[:start]), "".join(before[len(before) - end :])
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    found = [(head, head)] if head else []
    if pattern is TOKEN and len(before) * len(after) > LONG:
        found += _by_sentence("".join(before), "".join(after))
    else:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        found += [
            ("".join(before[i:j]), "".join(after[k:m]))
            for _tag, i, j, k, m in matcher.get_opcodes()
        ]
    return [*found, (tail, tail)] if tail else found


def _by_sentence(old: str, new: str) -> Iterator[tuple[str, str]]:
    for was, now in _compared(SENTENCE, old, new):
        if was == now or not (was and now) or len(was) * len(now) > LONG:
            yield was, now
        else:
            yield from _compared(TOKEN, was, now)


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for part in pattern.findall(text) if part]


def _shared(one: list[str], other: list[str]) -> int:
    """Return how many tokens both lists begin with."""
    count = 0
    for this, that in zip(one, other, strict=False):
        if this != that:
            break
        count += 1
    return count


def _without_islands(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs without unchanged stretches that are no longer than the changes on both
    sides: a reader takes these for one change.
    """
    pairs = _neighbours_joined(pairs)
    number = 1
    while number < len(pairs) - 1:
        (was, now), (left, right) = pairs[number], (pairs[number - 1], pairs[number + 1])
        is_island = was == now and len(was) <= min(_size(left), _size(right))
        if is_island and left[0] != left[1] and right[0] != right[1]:
            joined = (left[0] + was + right[0], left[1] + now + right[1])
            pairs[number - 1 : number + 2] = [joined]
            number = max(1, number - 2)
        else:
            number += 1
    return pairs


def _neighbours_joined(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs with changed ones that touch made one, and unchanged ones alike."""
    found: list[tuple[str, str]] = []
    for was, now in pairs:
        if found and (found[-1][0] == found[-1][1]) == (was == now):
            found[-1] = (found[-1][0] + was, found[-1][1] + now)
        else:
            found.append((was, now))
    return found


def _size(pair: tuple[str, str]) -> int:
    return max(map(len, pair))


def _shifted(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs with what is only added or deleted moved to where sentences part."""
    pairs = list(pairs)
    for number in range(1, len(pairs) - 1):
        (was, now), (before, same) = pairs[number], pairs[number - 1]
        after = pairs[number + 1][0]
        if bool(was) != bool(now) and before == same and after == pairs[number + 1][1]:
            start, edit, end = _best_shift(before, was or now, after)
            pairs[number - 1 : number + 2] = [
                (start, start),
                (edit, "") if was else ("", edit),
                (end, end),
            ]
    return pairs


def _best_shift(before: str, edit: str, after: str) -> tuple[str, str, str]:
    """Return (before, edit, after) moved along equal characters to the best place."""
    options = [(before, edit, after)]
    while options[0][0] and options[0][0][-1] == options[0][1][-1]:
        start, middle, end = options[0]
        options.insert(0, (start[:-1], start[-1] + middle[:-1], middle[-1] + end))
    while options[-1][2] and options[-1][2][0] == options[-1][1][0]:
        start, middle, end = options[-1]
        options.append((start + middle[0], middle[1:] + end[0], end[1:]))
    return max(options, key=_fitness)


def _fitness(option: tuple[str, str, str]) -> int:
    start, edit, end = option
    begins_clause = not start or start[-1] in STOPS
    ends_clause = not end or edit[-1] in STOPS
    splits_word = any(_glued(*pair) for pair in ((start[-1:], edit[:1]), (edit[-1:], end[:1])))
    is_line, joins = edit[-1] == "\n", edit[0] in JOINING and not ends_clause
    whole = 2 * (begins_clause and ends_clause)
    return whole + begins_clause + ends_clause + is_line + joins - 3 * splits_word


def _glued(one: str, other: str) -> bool:
    """Return whether two characters belong to one word or number."""
    return bool(one and other) and one.isascii() and other.isascii() and (one + other).isalnum()


def _joined(pairs: list[tuple[str, str]]) -> Iterator[Piece]:
    for was, now in _neighbours_joined([pair for pair in pairs if any(pair)]):
        if was == now:
            yield Piece(SAME, was)
            continue
        if was:
            yield Piece(DELETED, was)
        if now:
            yield Piece(ADDED, now)
