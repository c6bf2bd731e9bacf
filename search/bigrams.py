"""Tokens: bigrams of runs of Han characters, whole words of letters and digits, single characters.

Every engine gets these tokens ready-made and splits on blanks only, so that all find the same.
"""

import re
from itertools import pairwise

from search.folding import fold

HAN = "々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
RUNS = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
HAN_RUN = re.compile(f"[{HAN}]+")
JOINED_WORDS = re.compile(r"[a-z0-9]+(?:[-–—()]+[a-z0-9]+)+")
LONGEST_WORD = 40


def index_tokens(text: str) -> list[str]:
    """Return the tokens of a text in order, as often as they stand there; no single characters.

    Numbers written with hyphens (0591-8700) are there in parts and in one piece.
    """
    folded = fold(text)
    tokens = [token for run in RUNS.findall(folded) for token in _tokens_of_run(run)]
    joined = ("".join(RUNS.findall(found)) for found in JOINED_WORDS.findall(folded))
    return tokens + [word for word in joined if len(word) <= LONGEST_WORD and word[-1].isdigit()]


def characters(text: str) -> set[str]:
    """Return the set of the Han characters of a text."""
    return set(all_characters(text))


def all_characters(text: str) -> str:
    """Return the Han characters of a text in order, as often as they stand there, as one string."""
    return "".join(HAN_RUN.findall(fold(text)))


def query_tokens(text: str) -> list[str]:
    """Return the different tokens of a query, in order; a Han character that stands alone is
    one.
    """
    tokens = []
    for run in RUNS.findall(fold(text)):
        alone = len(run) == 1 and HAN_RUN.fullmatch(run)
        tokens += [run] if alone else _tokens_of_run(run)
    return list(dict.fromkeys(tokens))


def is_single_character(token: str) -> bool:
    """Return whether a token is one Han character, which engines keep apart."""
    return len(token) == 1 and bool(HAN_RUN.fullmatch(token))


def _tokens_of_run(run):
    if HAN_RUN.match(run):
        return [first + second for first, second in pairwise(run)]
    return [run[:LONGEST_WORD]]
