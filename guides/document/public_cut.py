"""The one function that cuts the public part out of a Document."""

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from .fields import INTERNAL
from .guide import GuideDocument


def public_cut(document: GuideDocument) -> dict[str, Any]:
    """Return a guide's Document as JSON data without any field marked internal.

    Manuals have no public part: they are for logged-in officials only.
    """
    if not isinstance(document, GuideDocument):
        raise TypeError("only a guide has a public part")
    return document.model_dump(mode="json", exclude=internal_paths(GuideDocument))


@cache
def internal_paths(model: type[BaseModel]) -> dict[str, Any]:
    """Return pydantic's `exclude` tree of the internal fields of a model, in any depth."""
    tree: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if INTERNAL in field.metadata:
            tree[name] = True
            continue
        for inner, is_list in _inner_models(field.annotation):
            if below := internal_paths(inner):
                tree[name] = {"__all__": below} if is_list else below
    return tree


def _inner_models(annotation: Any, *, is_list: bool = False) -> list[tuple[type[BaseModel], bool]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [(annotation, is_list)]
    inside_list = is_list or getattr(annotation, "__origin__", None) is list
    return [
        found
        for argument in get_args(annotation)
        for found in _inner_models(argument, is_list=inside_list)
    ]
