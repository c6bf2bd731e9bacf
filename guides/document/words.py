"""What a Document says in words, by the types of its fields: no keys, codes or addresses."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from .annotations import row_annotation, unwrapped
from .fields import INTERNAL, WORDS
from .parts import Address

Reader = Callable[[Any], Iterator[str]]


def words_in(part: type[BaseModel], name: str, data: Any) -> Iterator[str]:
    """Yield the texts of a part's field in reading order; `data` is the field's JSON data."""
    if reader := dict(_readers(part)).get(name):
        yield from reader(data)


@cache
def _readers(part: type[BaseModel]) -> tuple[tuple[str, Reader], ...]:
    """Return (field, its reader) for every field that holds words for the public."""
    found = ((name, _reader(field.annotation, field.metadata)) for name, field in _public(part))
    return tuple((name, reader) for name, reader in found if reader)


def _public(part: type[BaseModel]) -> list[tuple[str, Any]]:
    return [one for one in part.model_fields.items() if INTERNAL not in one[1].metadata]


def _reader(annotation: Any, metadata: list) -> Reader | None:
    if row := row_annotation(annotation):
        return _reader_of_rows(row)
    bare, metadata, _nullable = unwrapped(annotation, metadata)
    if bare is str and WORDS in metadata:
        return _text
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return _reader_of_part(bare)
    return None


def _reader_of_rows(row: Any) -> Reader | None:
    reader = _reader(row, [])
    if reader is None:
        return None

    def rows(data: list | None) -> Iterator[str]:
        for one in data or ():
            yield from reader(one)

    return rows


def _reader_of_part(part: type[BaseModel]) -> Reader:
    def fields(data: dict | None) -> Iterator[str]:
        for name, reader in _readers(part):
            yield from reader((data or {}).get(name))

    return _one_address if part is Address else fields


def _one_address(data: dict | None) -> Iterator[str]:
    """Yield district, road and number as one text."""
    yield "".join((data or {}).values())


def _text(data: str | None) -> Iterator[str]:
    if data:
        yield data
