"""The one function that cuts the public part out of a Document."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from .annotations import innermost, is_part, row_annotation
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
        inner = innermost(field.annotation)
        if not (is_part(inner) and (below := internal_paths(inner))):
            continue
        tree[name] = below if row_annotation(field.annotation) is None else {"__all__": below}
    return tree
