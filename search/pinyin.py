"""Pinyin of names, so that 食品 is found by shipin and by sp.

pypinyin's own dictionary of phrases takes 35 MB of each process. It names 47,000 phrases, of which
most sound as their characters do one by one; only the others are loaded, and those around them.
"""

import json
import os
from functools import cache
from importlib.resources import files

from search.folding import fold

MOST_PINYIN, MOST_INITIALS = 255, 64


def pinyin_of(text: str) -> str:
    """Return the pinyin of a text without tones and blanks; other letters and digits stay."""
    return _read(text, "NORMAL")[:MOST_PINYIN]


def initials_of(text: str) -> str:
    """Return the first letters of the pinyin of a text."""
    return _read(text, "FIRST_LETTER")[:MOST_INITIALS]


def _read(text, style):
    pypinyin = _reader()
    parts = pypinyin.lazy_pinyin(fold(text), style=pypinyin.Style[style])
    return "".join(character for part in parts for character in part if character.isalnum())


@cache
def _reader():
    """Return pypinyin with the phrases that it needs; loaded when somebody asks for a sound."""
    # It looks there when it is imported, and would load all phrases and copy what it has loaded.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    import pypinyin

    unusual = {phrase for phrase, reading in _phrases() if reading != _by_characters(phrase)}
    pypinyin.load_phrases_dict(
        {
            phrase: reading
            for phrase, reading in _phrases()
            if phrase in unusual or any(part in unusual for part in _parts(phrase))
        }
    )
    return pypinyin


def _by_characters(phrase):
    from pypinyin.constants import PINYIN_DICT

    return [PINYIN_DICT.get(ord(character), "").split(",")[:1] for character in phrase]


def _parts(phrase):
    size = len(phrase)
    return (phrase[i:j] for i in range(size) for j in range(i + 2, size + 1))


def _phrases():
    """Yield (phrase, reading) of pypinyin's dictionary, one at a time, as the whole is large."""
    text = files("pypinyin").joinpath("phrases_dict.json").read_text("utf-8")
    decode = json.JSONDecoder().raw_decode
    place = text.find('"')
    while place >= 0:
        phrase, place = decode(text, place)
        reading, place = decode(text, text.index("[", place))
        yield phrase, reading
        place = text.find('"', place)
