"""Places in a Document in words: the titles of fields, and which row is meant."""

from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from guides.document.annotations import innermost


def place_in_words(model: type[BaseModel], steps: list[str]) -> str:
    """Return the words for a path below a model, such as `row 3 · Material name`."""
    words: list[str] = []
    inner: Any = model
    for step in steps:
        if step.isdigit():
            words.append(_("row %(number)s") % {"number": int(step) + 1})
            continue
        field = inner.model_fields.get(step) if is_part(inner) else None
        if field is None:
            return " · ".join([*words, step])
        inner = innermost(field.annotation)
        # The list inside a part has the part's own name.
        if step != "items":
            words.append(_(field.title) if field.title else step)
    return " · ".join(words)


def part_at(model: type[BaseModel], steps: list[str]) -> Any:
    """Return the type that a path leads to; rows count as what they hold."""
    return _part_at(model, tuple(steps))


@cache
def _part_at(model, steps):
    """Types do not change, and a form asks for fifty of the same places."""
    inner: Any = model
    for step in steps:
        if step == "*" or step.isdigit():
            continue
        field = inner.model_fields.get(step) if is_part(inner) else None
        if field is None:
            return None
        inner = innermost(field.annotation)
    return inner


def is_part(thing: Any) -> bool:
    """Return whether a type is a part with fields of its own."""
    return isinstance(thing, type) and issubclass(thing, BaseModel)
