"""What the editor's scripts know of a page (`static/guides/editor.js`), as JSON data."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guides.document.shareable import KIND_OF_TABLE
from guides.document.shared import Cover
from guides.editor.form_library import field_names
from guides.editor.row_lines import row_lines
from guides.editor.section_groups import Overview
from guides.outlines.models import Outline

PASTED = (
    "legal_bases",
    "materials/items",
    "process/steps",
    "fees/items",
    "results",
    "service_points",
    "service_points/*/hours",
    "faqs",
)
"""Tables whose rows may be pasted from Excel or Word."""


def script_facts(overview: Overview, outline: Outline, blocks: Collection[str]) -> dict[str, Any]:
    """Return the facts of one page: its sections, what they require, and some words.

    `blocks` are the sections that are written in the stream of this page.
    """
    listed = [section.key.partition(".")[0] for section in outline.sections.all()]
    return {
        "sections": [key for key in dict.fromkeys([*listed, *blocks]) if key in blocks],
        "cover": list(Cover.model_fields),
        "mandatory": [entry.key for entry in overview.entries if entry.needed],
        "required": overview.required,
        "guidance": {entry.key: entry.guidance for entry in overview.entries if entry.guidance},
        "rows": row_lines(),
        "pasted": PASTED,
        "shared": list(KIND_OF_TABLE),
        "form_fields": field_names() if "document_forms" in blocks else [],
        "cited": reverse("guides_cited"),
        "words": {
            "paste": _("Paste a table"),
            "recognised": _("Recognised:"),
            "take": _("Take over"),
            "take_all": _("Take over all {number}"),
            "unknown_law": _("not in the register of laws"),
            "share": _("Take a shared part"),
            "ready": _("Take from the library of forms"),
            "field": _("Put in a field of the guide"),
            "follows": _("Shared: {name}, version {version}"),
            "own": _("Changed in this guide: {fields}"),
            "all_shared": _("Everything as in the shared part."),
            "detach": _("Detach"),
            "join": _("Join again"),
            "restore": _("As in the shared part"),
            "filed_says": _("Filed as version {version}:"),
            "said_nothing": _("(empty)"),
            "go_back": _("Back to what is filed"),
            "row_added": _("Not in the filed version {version}"),
            "row_removed": _("Only in the filed version {version}:"),
            "row_moved": _("Stood elsewhere in the filed version {version}:"),
            "changed_since": _("{count} places differ from the filed version {version}"),
            "as_filed": _("As in the filed version {version}"),
            "work_days": _("Monday to Friday"),
            "row_keys": _("Enter: next row · Ctrl+Enter: new row · Alt+↑↓: move"),
            "lost": _("(deleted)"),
            "none": _("There is nothing to choose yet: add it in its own section first."),
        },
    }
