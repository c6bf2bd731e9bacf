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


@dataclass(frozen=True)
class _Piece:
    """A stretch of a run and how it could be meant."""

    start: int
    end: int
    text: str
    sound: str

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
    return [
        _Piece(at, at + size, run[at : at + size], sound_of(run[at : at + size]))
        for size in range(SHORTEST, min(LONGEST + 4, len(run)) + 1)
        for at in range(len(run) - size + 1)
    ]


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
        if piece.text in self.words:
            return piece.text
        alike = [word for word in lookalikes(piece.text) if word in self.words]
        usual = max(alike, key=lambda word: self.words[word], default=None)
        return self.by_sound.get(piece.sound) or usual


def _known(runs):
    pieces = [piece for _run, found in runs for piece in found]
    wanted = Q(sound__in={piece.sound for piece in pieces})
    wanted |= Q(word__in={word for piece in pieces for word in lookalikes(piece.text)})
    wanted |= Q(initials__in={run for run, _found in runs if run.isascii() and len(run) > 1})
    rows = SpellingWord.objects.filter(wanted)
    return _Known(list(rows.values_list("word", "sound", "initials", "names")))


def _better(run, pieces, known):
    """Return a run with its longest known pieces in their right spelling, None when it stays."""
    chosen: list[tuple[_Piece, str]] = []
    for piece in sorted(pieces, key=lambda one: (-one.size, one.start)):
        word = known.meant(piece)
        if word and not any(_meet(piece, other) for other, _word in chosen):
            chosen.append((piece, word))
    if run.isascii() and sum(piece.size for piece, _word in chosen) < LETTERS_COVERED * len(run):
        return known.by_initials.get(run)
    result = run
    for piece, word in sorted(chosen, key=lambda pair: -pair[0].start):
        result = result[: piece.start] + word + result[piece.end :]
    return result if result != run else None


def _meet(one, other):
    return one.start < other.end and other.start < one.end
