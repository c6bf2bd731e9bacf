"""Hypothesis strategies: Documents with every field filled, derived from the Document itself."""

from datetime import date
from enum import Enum
from typing import get_args

from hypothesis import strategies as st
from pydantic import BaseModel

from guides.document.annotations import unwrapped
from guides.document.fields import ClockTime, FileRef, IsoDate

LETTERS = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\uffff"
)
TRICKY = [
    "食品经营许可证",
    "a  b　c",
    "<b>&amp;</b>",
    '"引号"\'',
    "𠮷野家🏠",
    "0",
    "false",
    "[]",
    "--1",
    "é\u0301",
    "None",
    "％ {name} %s",
]
WORDS = st.one_of(
    st.sampled_from(TRICKY), st.text(LETTERS, min_size=1, max_size=3).filter(str.strip)
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=2).map("\n\n".join)
DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
TIMES = st.times().map(lambda time: time.strftime("%H:%M"))
FILES = st.fixed_dictionaries(
    {
        "sha256": st.text("0123456789abcdef", min_size=64, max_size=64),
        "name": WORDS,
        "size": st.integers(0, 2**40),
        "media_type": st.sampled_from(["application/pdf", "image/png", ""]),
    }
)


def _has(metadata, annotated):
    return annotated.__metadata__[0] in metadata


def values(annotation, metadata=(), name=""):
    """Return a strategy of filled values of a Document's field."""
    annotation, metadata, _nullable = unwrapped(annotation, metadata)
    if getattr(annotation, "__origin__", None) is list:
        return _lists(get_args(annotation)[0])
    if annotation is FileRef:
        return FILES
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return filled(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(annotation.values)
    if annotation is bool:
        # What no outline declares is outdated.
        return st.just(True) if name == "outdated" else st.booleans()
    if annotation is int:
        return st.integers(0, 100_000)
    return _texts(metadata, name)


def _lists(inner):
    bare, metadata, _nullable = unwrapped(inner)
    if isinstance(bare, type) and issubclass(bare, Enum):
        return st.lists(st.sampled_from(bare.values), min_size=1, unique=True)
    if bare is int:
        return st.lists(st.integers(1, 7), min_size=1, unique=True)
    unique_by = None
    if isinstance(bare, type) and issubclass(bare, BaseModel) and "key" in bare.model_fields:
        unique_by = lambda row: row["key"]  # noqa: E731
    return st.lists(values(bare, metadata), min_size=1, max_size=2, unique_by=unique_by)


def _texts(metadata, name):
    if _has(metadata, IsoDate):
        return DATES
    if _has(metadata, ClockTime):
        return TIMES
    if any(getattr(rule, "pattern", None) for rule in metadata):
        if name.startswith("season"):
            return st.just("05-01")
        return st.sampled_from(["0", "12.5"])
    return PARAGRAPHS if "multiline" in metadata else WORDS


def filled(part, without=()):
    """Return a strategy of a part of a Document, as JSON data with every field filled."""
    return st.fixed_dictionaries(
        {
            name: values(field.annotation, field.metadata, name)
            for name, field in part.model_fields.items()
            if name not in without
        }
    )
