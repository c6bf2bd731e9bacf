"""What a form says otherwise than what is filed, each place with the value to go back to."""

import json
from typing import Any

from core.registries import newest_filed
from guides.compiling.pasting import states
from guides.document.shared import EXTRAS
from moderation.comparing.changes import CHANGED, ROW_REMOVED, FieldChange, changed_sections
from moderation.comparing.sections import OUTLINE


def changes_since_filing(page: Any, document: dict[str, Any]) -> dict[str, Any] | None:
    """Return `{"version", "changes"}` of a guide's or manual's Document as it stands in a form;
    None when nothing of it is filed.

    A change has `pointer`, `label`, `kind`, `old` and `new` in words. Where one can go back it has
    the `value` of the field, or the `table` and the `row` to put in again at its `index`. What a
    manual takes from its guide is said in the guide's editor.
    """
    filed = (newest_filed(page.guide_code) or {}).get(page.document_kind)
    if filed is None:
        return None
    version, text = filed
    found = [
        _as_json(change)
        for section in changed_sections(json.loads(text), document)
        if not section.key.endswith(OUTLINE)
        for change in section.fields
    ]
    return {"version": version, "changes": found}


def _as_json(change: FieldChange) -> dict[str, Any]:
    steps = change.pointer.split(".")
    facts = {
        "pointer": "/" + "/".join(steps),
        "label": f"{change.place} · {change.label}" if change.place else change.label,
        "old": change.old,
        "new": change.new,
        "kind": change.kind,
    }
    if change.kind == ROW_REMOVED:
        return facts | _lost_row(steps[:-1], int(steps[-1]), change.was)
    can_go_back = change.kind == CHANGED and steps[0] not in EXTRAS and _is_plain(change.was)
    return facts | {"value": change.was} if can_go_back else facts


def _lost_row(path: list[str], index: int, row: Any) -> dict[str, Any]:
    """Return the table that a row was taken from, where it stood, and the row as the browser
    builds it; a row in a row, and one that holds files, is not put in again here.
    """
    table = "/".join(path)
    facts = {"pointer": f"/{table}"}
    if any(step.isdigit() for step in path) or not isinstance(row, dict) or _has_files(row):
        return facts
    return facts | {"table": table, "index": index, "row": states(table, [row])[0]}


def _is_plain(value: Any) -> bool:
    """Return whether a field of the form can take a value as it is."""
    if isinstance(value, list):
        return not any(isinstance(one, dict | list) for one in value)
    return not isinstance(value, dict)


def _has_files(value: Any) -> bool:
    if isinstance(value, dict):
        return "sha256" in value or any(map(_has_files, value.values()))
    return isinstance(value, list) and any(map(_has_files, value))
