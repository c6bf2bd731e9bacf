"""Correcting a query word by word, in whatever order its words stand."""

import re
from dataclasses import dataclass

from django.db.models import Q

from search.folding import fold
from search.models import SpellingWord
from search.spelling.learning import LONGEST, SHORTEST
from search.spelling.sounds import alike, lookalikes, sound_of

MOST_CHARACTERS = 40
RUN = re.compile(r"[a-z\u3400-\u9fff]+")
SHORTEST_PINYIN, LONGEST_PINYIN = 4, 36
LETTERS_COVERED = 0.8
"""So much of a run of letters must be the sound of known words: English is left alone."""

SHORT_RUN = 5
"""In longer Chinese text two characters that sound like a word are no mistake: 工厂 is not 公场."""

SHORTEST_INITIALS, LONGEST_INITIALS = 3, 6
"""Letters between blanks that may be the initials of a word beside others in pinyin: sfz diule."""


@dataclass(frozen=True)
class _Piece:
    """A stretch of a run and how it could be meant."""

    start: int
    end: int
    text: str
    sound: str
    is_initials: bool = False

    @property
    def size(self) -> int:
        return self.end - self.start


def corrected(query: str) -> str | None:
    """Return a query with its misspelt words as the names of guides spell them, or None.

    One query to the database. Letters become words when they are their pinyin or initials.
    """
    text = fold(query)[:MOST_CHARACTERS]
    joined = re.sub(r"(?<=[a-z]) +(?=[a-z])", "", text) if text.replace(" ", "").isalpha() else text
    runs = [(found.group(), _pieces(found.group())) for found in RUN.finditer(joined)]
    if joined != text:
        runs[0][1].extend(_initials(text))
    known = _known(runs)
    result = joined
    for run, pieces in runs:
        if better := _better(run, pieces, known):
            result = result.replace(run, better, 1)
    return result if result not in (text, joined) else None


def _pieces(run):
    if run.isascii():
        sizes = range(SHORTEST_PINYIN, min(LONGEST_PINYIN, len(run)) + 1)
        return [_letters(run, at, size) for size in sizes for at in range(len(run) - size + 1)]
    shortest = SHORTEST if len(run) <= SHORT_RUN else SHORTEST + 1
    return [
        _Piece(at, at + size, run[at : at + size], sound_of(run[at : at + size]))
        for size in range(shortest, min(LONGEST + 4, len(run)) + 1)
        for at in range(len(run) - size + 1)
    ]


def _initials(text):
    """Yield the pieces of a text of letters and blanks that may be initials, as they lie without
    blanks.
    """
    at = 0
    for word in text.split():
        if SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS:
            yield _Piece(at, at + len(word), word, "", is_initials=True)
        at += len(word)


def _letters(run, start, size):
    text = run[start : start + size]
    return _Piece(start, start + size, text, alike(text))


class _Known:
    """The words that the pieces of a query could be."""

    def __init__(self, rows):
        self.words = {word: names for word, _sound, _initials, names in rows}
        self.by_sound, self.by_initials = {}, {}
        for word, sound, initials, _names in sorted(rows, key=lambda row: row[3]):
            self.by_sound[sound] = word
            self.by_initials[initials] = word

    def meant(self, piece: _Piece) -> str | None:
        """Return the word that a piece was meant to be, most usual first; None when unknown."""
        if piece.is_initials:
            return self.by_initials.get(piece.text)
        if piece.text in self.words:
            return piece.text
        alike = [word for word in lookalikes(piece.text) if word in self.words]
        usual = max(alike, key=lambda word: self.words[word], default=None)
        return self.by_sound.get(piece.sound) or usual


def _known(runs):
    pieces = [piece for _run, found in runs for piece in found]
    wanted = Q(sound__in={piece.sound for piece in pieces if piece.sound})
    wanted |= Q(word__in={word for piece in pieces for word in lookalikes(piece.text)})
    initials = {run for run, _found in runs if run.isascii() and len(run) > 1}
    initials |= {piece.text for piece in pieces if piece.is_initials}
    wanted |= Q(initials__in=initials)
    rows = SpellingWord.objects.filter(wanted)
    return _Known(list(rows.values_list("word", "sound", "initials", "names")))


def _better(run, pieces, known):
    """Return a run with its known pieces in their right spelling, None when it stays."""
    chosen = _chosen(len(run), [(piece, known.meant(piece)) for piece in pieces])
    if run.isascii() and sum(piece.size for piece, _word in chosen) < LETTERS_COVERED * len(run):
        return known.by_initials.get(run)
    result = run
    for piece, word in reversed(chosen):
        result = result[: piece.start] + word + result[piece.end :]
    return result if result != run else None


def _chosen(size, meant):
    """Return the [(piece, word)] in order that cover most of a run, in as few pieces as can be."""
    ending: dict[int, list[tuple[_Piece, str]]] = {}
    for piece, word in meant:
        if word:
            ending.setdefault(piece.end, []).append((piece, word))
    best: list[tuple[int, int, list[tuple[_Piece, str]]]] = [(0, 0, [])]
    for end in range(1, size + 1):
        ways = [
            (best[piece.start][0] + piece.size, best[piece.start][1] - 1, (piece, word))
            for piece, word in ending.get(end, ())
        ]
        covered, pieces, last = max([(*best[-1][:2], None), *ways], key=lambda way: way[:2])
        before = best[-1][2] if last is None else [*best[last[0].start][2], last]
        best.append((covered, pieces, before))
    return best[-1][2]
