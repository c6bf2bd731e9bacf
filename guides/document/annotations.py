"""How a field of a Document is annotated, taken apart: what it holds, once or in rows."""

from collections.abc import Iterable
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from .fields import FileRef


class Unwrapped(NamedTuple):
    """An annotation without `Annotated` and `| None`, and what these said."""

    bare: Any
    metadata: list[Any]
    nullable: bool


def unwrapped(annotation: Any, metadata: Iterable[Any] = ()) -> Unwrapped:
    """Return an annotation taken apart; `metadata` is what pydantic already took off it."""
    found, nullable = list(metadata), False
    while True:
        if hasattr(annotation, "__metadata__"):
            found += annotation.__metadata__
            annotation = annotation.__origin__
            continue
        options = [option for option in get_args(annotation) if option is not NoneType]
        if len(options) != 1 or NoneType not in get_args(annotation):
            return Unwrapped(annotation, found, nullable)
        annotation, nullable = options[0], True


def marks_of(alias: Any) -> tuple[Any, ...]:
    """Return what an alias such as `IsoDate` adds to its bare type."""
    return alias.__metadata__


def row_annotation(annotation: Any) -> Any:
    """Return how the rows of a list are annotated; None for what is no list."""
    bare = unwrapped(annotation).bare
    return get_args(bare)[0] if get_origin(bare) is list else None


def innermost(annotation: Any) -> Any:
    """Return the bare type of a value, or of the rows of a list in any depth."""
    row = row_annotation(annotation)
    return unwrapped(annotation).bare if row is None else innermost(row)


def is_part(bare: Any) -> bool:
    """Return whether a bare type is a part with fields of its own; a file is a value."""
    return isinstance(bare, type) and issubclass(bare, BaseModel) and bare is not FileRef
