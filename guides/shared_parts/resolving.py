"""Following shared parts: the rows of a draft say what their parts say, but for what is its own."""

import json
from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue

from guides.blocks.reference_block import parse_reference
from guides.document.shareable import KINDS, REFERENCE, SECTIONS, shareable_rows
from guides.shared_parts.followed import Followed
from guides.shared_parts.models import SharedPart, SharedPartVersion


def has_references(stream: StreamValue) -> bool:
    """Return whether any row of sections names a shared part; looks at the stored form alone."""
    raw = [one for one in stream.raw_data if one["type"] in SECTIONS]
    return any(_named_in(one["value"]) for one in raw)


def _named_in(value: Any) -> bool:
    if isinstance(value, list):
        return any(_named_in(one) for one in value)
    if not isinstance(value, dict):
        return False
    return bool(value.get(REFERENCE)) or any(_named_in(one) for one in value.values())


def follow_parts(sections: dict[str, Any]) -> list[Followed]:
    """Let rows in sections, in place, say what their parts say now; return what was followed.

    A row that names no approved part is left as it is. Without any reference nothing is asked.
    """
    wanted = []
    for kind, pointer, row in shareable_rows(sections):
        reference = parse_reference(row.pop(REFERENCE, ""))
        if reference:
            wanted.append((kind, pointer, row, reference))
    if not wanted:
        return []
    references = {reference for *_, reference in wanted}
    parts = {part.key: part for part in _parts({key for key, _version in references})}
    texts = texts_of(parts.values(), references)
    found = []
    for kind, pointer, row, (key, version) in wanted:
        part, was = parts.get(key), texts.get((key, version))
        if part is None or part.kind != kind or was is None:
            continue
        now, overridden = KINDS[kind].merged(row, was, part.data)
        row.update(now)
        found.append(Followed(part.pk, part.version, pointer, tuple(overridden)))
    return found


def _parts(keys: set[str]) -> Iterable[SharedPart]:
    return SharedPart.objects.filter(key__in=keys, version__gt=0)


def texts_of(parts: Iterable[SharedPart], references: Iterable[tuple[str, int]]) -> dict:
    """Return {(key, version): data} of these versions; a query only for those that are old."""
    newest = {(part.key, part.version): part.data for part in parts}
    old = set(references) - newest.keys()
    if not old:
        return newest
    rows = SharedPartVersion.objects.filter(
        part__key__in={key for key, _version in old},
        version__in={version for _key, version in old},
    ).values_list("part__key", "version", "text")
    return newest | {(key, version): json.loads(text) for key, version, text in rows}
