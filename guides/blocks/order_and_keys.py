"""What a form cannot say of sections: the order of ticked codes, and the keys of rows.

A browser sends ticked codes in the order of the list, and a copied row with the key of its
original. Compared with the sections before, an edit changes nothing that nobody touched.
"""

from typing import Any
from uuid import uuid4

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue


def with_old_keys(new: Any, old: Any = None) -> Any:
    """Return the new value of sections (or a part of them) with old order and keys; changes
    `new`.
    """
    if isinstance(new, StreamValue | ListValue):
        return _keep_rows(new, old)
    if isinstance(new, StructValue):
        for name, value in new.items():
            new[name] = with_old_keys(value, old.get(name) if old is not None else None)
        return new
    if isinstance(new, list) and isinstance(old, list):
        return old if sorted(map(str, new)) == sorted(map(str, old)) else new
    return new


def _keep_rows(new, old):
    before = {child.id: child.value for child in _children(old)}
    taken = set()
    for child in _children(new):
        was = before.get(child.id)
        child.value = with_old_keys(child.value, was)
        if isinstance(child.value, StructValue) and "key" in child.value:
            _set_key(child.value, was, taken)
    return new


def _children(rows):
    if rows is None:
        return []
    return rows.bound_blocks if isinstance(rows, ListValue) else list(rows)


def _set_key(row, was, taken):
    """Set a new key on a row; one that came without one keeps none.

    A form that stays open after an autosave still sends the empty key of a new row.
    """
    key_before = was.get("key") if was is not None else None
    if not row["key"] and key_before:
        row["key"] = key_before
    came_without = was is not None and not key_before
    if (not row["key"] and not came_without) or row["key"] in taken:
        row["key"] = uuid4().hex[:8]
    taken.update({row["key"]} - {""})
