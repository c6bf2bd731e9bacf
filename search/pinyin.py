"""Pinyin of names, so that 食品 is found by shipin and by sp."""

from pypinyin import Style, lazy_pinyin

from search.folding import fold

MOST_PINYIN, MOST_INITIALS = 255, 64


def pinyin_of(text):
    """Return the pinyin of a text without tones and blanks; other letters and digits stay."""
    return _kept(lazy_pinyin(fold(text)))[:MOST_PINYIN]


def initials_of(text):
    """Return the first letters of the pinyin of a text."""
    return _kept(lazy_pinyin(fold(text), style=Style.FIRST_LETTER))[:MOST_INITIALS]


def _kept(parts):
    return "".join(character for part in parts for character in part if character.isalnum())
