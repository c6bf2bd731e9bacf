"""Sentences of generated guides: one of eight forms, filled at random."""

from collections.abc import Callable

from . import words


def sentence(random: Callable[[], float]) -> str:
    """Return a sentence; `random()` gives numbers from 0 up to 1."""

    def one(options):
        return options[int(random() * len(options))]

    return one(FORMS)(one, lambda low, high: low + int(random() * (high - low + 1)))


FORMS = (
    lambda one, _number: (
        f"{one(words.THINGS)}应当{one(words.QUALITIES)}，并由{one(words.PEOPLE)}{one(words.USES)}后签字。"
    ),
    lambda one, _number: (
        f"{one(words.PEOPLE)}在{one(words.DISTRICTS)}{one(words.ROADS)}领回{one(words.PAPERS)}，"
        f"用来{one(words.USES)}。"
    ),
    lambda one, _number: (
        f"没有{one(words.PAPERS)}的，可以先由{one(words.OFFICES)}{one(words.CHECKS)}，再补交。"
    ),
    lambda one, _number: (
        f"办理{one(words.SUBJECTS)}前，请确认{one(words.THINGS)}{one(words.QUALITIES)}、"
        f"{one(words.THINGS)}{one(words.QUALITIES)}。"
    ),
    lambda one, _number: (
        f"{one(words.OFFICES)}收到后{one(words.CHECKS)}，结果写入{one(words.PAPERS)}。"
    ),
    lambda one, number: (
        f"{one(words.DISTRICTS)}{one(words.ROADS)}的{one(words.THINGS)}改动超过"
        f"{number(2, 900)}平方米的，要重新说明{one(words.QUALITIES)}的理由。"
    ),
    lambda one, number: (
        f"每年{number(1, 12)}月由{one(words.PEOPLE)}对{one(words.THINGS)}自查一次，"
        f"{one(words.USES)}。"
    ),
    lambda one, number: (
        f"{one(words.THINGS)}与{one(words.THINGS)}相距不少于{number(2, 900)}米，"
        f"{one(words.QUALITIES)}。"
    ),
)
