"""Extra fields (补充字段): what the outline of a city asks beyond the sections of all guides."""

from typing import Any

from django.utils.translation import gettext_noop as _
from pydantic import Field

from guides.choices import ExtraKind
from guides.document.fields import Key, Line, OneLine, Part, Text, code

from .defaults import list_field


def _field(title: str, example: Any, default: Any = "") -> Any:
    """Return a field with the example that the schema shows: no shipped outline has any."""
    return Field(default, title=title, examples=[example])


class TableColumn(Part):
    """One column of a table, with its labels when the Document was frozen."""

    key: Key = _field(_("Key"), "phone")
    label: OneLine = _field(_("Label"), "电话")
    label_en: OneLine = _field(_("English label"), "Phone")


class TableRow(Part):
    """One row of a table: a cell for each column, in their order."""

    cells: list[Line] = Field(default_factory=list, title=_("Cells"), examples=[["12345"]])


class ExtraField(Part):
    """One extra field (补充字段), with the label that the outline gave it when it was frozen.

    `value` is a text, a date `YYYY-MM-DD`, a decimal number, or the label of what was chosen, whose
    value `code` is; a table has `columns` and `rows` instead.
    """

    key: Key = _field(_("Key"), "zone")
    label: OneLine = _field(_("Label"), "适用片区")
    label_en: OneLine = _field(_("English label"), "Zone")
    kind: code(ExtraKind) = _field(_("Kind"), "choice", None)
    section: Key = _field(_("Stands after the section"), "conditions")
    outdated: bool = _field(_("Field of an earlier outline"), False, False)
    value: Text = _field(_("Content"), "东部新区")
    value_en: OneLine = _field(_("Content in English"), "Eastern new area")
    code: OneLine = _field(_("Code"), "east")
    columns: list[TableColumn] = list_field(_("Columns of extra tables"))
    rows: list[TableRow] = list_field(_("Rows of extra tables"))
