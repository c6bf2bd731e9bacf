"""Pasting a table into the rows of the editor: how its columns were understood, and the rows."""

import json
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import blocks

from core.access.scope import scope_of
from core.registries import pasted_table
from guides.blocks.sections import GUIDE_SECTIONS, MANUAL_SECTIONS, SectionsBlock
from guides.compiling.page_sections import raw_rows

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 300, 30, 200_000


@require_POST
def pasted(request: HttpRequest) -> JsonResponse:
    """Answer a table's cells with its columns, and with its rows as the editor's blocks take them.

    The body is JSON: `table`, a path such as `materials/items`; `cells`, rows of texts; and
    `columns` once a person has corrected them.
    """
    scope = scope_of(request.user)
    if not (scope.everything or scope.compiles):
        raise PermissionDenied
    pasted = _pasted_in(request.body)
    found = pasted_table(pasted["table"], pasted["cells"], pasted["columns"]) if pasted else None
    if pasted is None or found is None:
        message = _("This is no table, or a larger one than can be pasted: 300 rows, 30 columns.")
        return JsonResponse({"refused": message}, status=422)
    return JsonResponse(asdict(found) | {"rows": states(pasted["table"], found.rows)})


def _pasted_in(body: bytes) -> dict[str, Any] | None:
    """Return what a request asks, or None for one that is none of ours."""
    if len(body) > 4 * MOST_CHARACTERS:
        return None
    try:
        data = json.loads(body)
        cells, columns = data["cells"], data.get("columns")
        texts = [*(cell for row in cells for cell in row), *(columns or [])]
        fits = len(cells) <= MOST_ROWS and all(len(row) <= MOST_COLUMNS for row in cells)
        is_ours = fits and isinstance(data["table"], str)
        if not is_ours or not all(isinstance(text, str) for text in texts):
            return None
        return {"table": data["table"], "cells": cells, "columns": columns}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def states(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as the states from which the browser builds its blocks."""
    block = block_at(table)
    value = block.to_python(raw_rows(block, rows))
    return [state["value"] for state in block.get_form_state(value)]


def block_at(table: str) -> Any:
    """Return the block of a table by its path, such as `materials/items`."""
    block: Any = SectionsBlock([*GUIDE_SECTIONS, *MANUAL_SECTIONS])
    for step in table.split("/"):
        is_list = isinstance(block, blocks.ListBlock)
        block = block.child_block if is_list else block.child_blocks[step]
    return block
