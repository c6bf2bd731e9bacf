"""The paths of a Document in words: what an outline can ask for, and the facts it can ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel

from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument
from guides.document.annotations import is_part, row_annotation, unwrapped
from guides.outlines.places import part_at

NOT_ASKED_FOR = frozenset({"schema_version", "outline", "standard"})
"""Fields of a Document that no outline asks for: the system fills them."""
COUNTED = {"handling.visits": range(10)}
"""The facts that count, with the numbers that a rule may name."""
NOT_ASKED_ABOUT = ("question_tree.",)
"""Places that say nothing of the matter itself: no rule asks about them."""


@dataclass(frozen=True)
class Path:
    """A field of a Document: its dotted path, `*` for rows, in words, and what it holds."""

    path: str
    words: str
    bare: Any
    is_rows: bool


@dataclass(frozen=True)
class Fact:
    """A fact that a rule can ask about, with the values it can have, as (value, in words)."""

    path: str
    words: str
    values: tuple[tuple[Any, str], ...]


def document_of(kind: str) -> type[BaseModel]:
    """Return the Document for which an outline of this kind is made."""
    return ManualDocument if kind == DocumentKind.MANUAL else GuideDocument


def paths_of(kind: str) -> dict[str, Path]:
    """Return every Path of a Document by its path, in order, in the active language."""
    return _paths_of(kind, get_language() or "")


@cache
def _paths_of(kind, _language):
    model = document_of(kind)
    found = [
        path
        for name, field in model.model_fields.items()
        if name not in NOT_ASKED_FOR
        for path in _below(name, field, ())
    ]
    return {one.path: one for one in found}


def _below(path, field, above) -> Iterator[Path]:
    # The list inside a part has the part's own name.
    title = () if path.endswith(".items") or not field.title else (_(field.title),)
    words = (*above, *title)
    row = row_annotation(field.annotation)
    bare = unwrapped(field.annotation if row is None else row).bare
    yield Path(path, " · ".join(words), bare, row is not None)
    if is_part(bare):
        start = path if row is None else f"{path}.*"
        for name, below in bare.model_fields.items():
            yield from _below(f"{start}.{name}", below, words)


def words_of(kind: str, path: str) -> str:
    """Return a path in words; the path itself where the Document has no such place."""
    found = paths_of(kind).get(path)
    return found.words if found else path


def section_choices(kind: str) -> list[tuple[str, str]]:
    """Return what can be a section, as (path, in words): parts, tables, and fields outside rows."""
    return [(one.path, one.words) for one in paths_of(kind).values() if "*" not in one.path]


def fields_below(kind: str, section: str) -> list[tuple[str, str]]:
    """Return what a section may demand, as (path below the section, in words)."""
    start = f"{section}."
    above = words_of(kind, section)
    return [
        (path.removeprefix(start), one.words.removeprefix(above).strip(" ·") or one.words)
        for path, one in paths_of(kind).items()
        if path.startswith(start) and not path.endswith(".key")
    ]


def exists(kind: str, path: str) -> bool:
    """Return whether a Document of this kind has such a place."""
    steps = path.split(".")
    return part_at(document_of(kind), steps) is not None


def facts_of(kind: str) -> list[Fact]:
    """Return the facts that a rule can ask about: yes or no, code lists, small numbers."""
    listed = (one for one in paths_of(kind).values() if not one.path.startswith(NOT_ASKED_ABOUT))
    found = ((one, _values_of(one.path, one.bare)) for one in listed)
    return [Fact(one.path, one.words, values) for one, values in found if values]


def _values_of(path: str, bare: Any) -> tuple[tuple[Any, str], ...]:
    if bare is bool:
        return ((True, _("yes")), (False, _("no")))
    if path in COUNTED:
        return tuple((number, str(number)) for number in COUNTED[path])
    if isinstance(bare, type) and issubclass(bare, Enum):
        return tuple((one.value, str(getattr(one, "label", one.value))) for one in bare)
    return ()
