"""Every export of the admin goes through our writer of tables.

What: `SpreadsheetExportMixin.as_spreadsheet` and `show_export_buttons`. Why: Wagtail's .csv files
let a cell begin a formula and are read by Excel as Latin text, its times are UTC's, and a list
that names no fields exports empty rows; the mixin is the base of lists, reports and registers
alike. Saves: nothing, it is a rule of the house. When it can go: when Wagtail lets a project name
the writer of its exports.
"""

from collections.abc import Callable
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

TOUCHED = (
    "wagtail.admin.views.mixins.SpreadsheetExportMixin.as_spreadsheet",
    "wagtail.admin.views.mixins.SpreadsheetExportMixin.show_export_buttons",
)


def install(export: Callable[..., Any]) -> None:
    """Put a function of (view, rows, form) that returns the table in the place of Wagtail's."""
    SpreadsheetExportMixin.as_spreadsheet = export
    SpreadsheetExportMixin.show_export_buttons = True
