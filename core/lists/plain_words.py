"""Values of rows as people say them: yes and no instead of True and False, a dash for nothing."""

from typing import Any

from django.db.models import BooleanField, Model
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import InspectView
from wagtail.models import Revision
from wagtail_modeladmin.views import InspectView as RegisterInspectView

NOTHING = "—"
FACTS = {
    "change_note": gettext_lazy("What changed"),
    "effective_on": gettext_lazy("In force from"),
    "on": gettext_lazy("Date"),
    "reason": gettext_lazy("Reason"),
    "until": gettext_lazy("Until"),
    "successor": gettext_lazy("Successor"),
}
"""Labels of the facts that events hold as JSON."""


def plain(value: Any) -> Any:
    """Return a value in words; what is no flag, list or JSON object stays as it is."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Revision):
        return date_format(value.created_at, "SHORT_DATETIME_FORMAT")
    if isinstance(value, list | tuple):
        return "、".join(str(plain(one)) for one in value)
    if isinstance(value, dict):
        facts = {key: one for key, one in value.items() if one not in (None, "", [], {})}
        return (
            "；".join(f"{FACTS.get(key, key)}：{_day(one)}" for key, one in facts.items())
            or NOTHING
        )
    return value


def _day(value):
    day = parse_date(value) if isinstance(value, str) and len(value) == 10 else None
    return date_format(day) if day else plain(value)


class FlagColumn(Column):
    """Yes or no."""

    def get_value(self, instance: Any) -> Any:
        return plain(super().get_value(instance))


def flag_column(model: type[Model], column: Column) -> Column:
    """Return a column of a list of a model's rows: of a flag one that shows it in words."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    if type(column) is not Column or not isinstance(fields.get(column.name), BooleanField):
        return column
    return FlagColumn(
        column.name, label=column.label, accessor=column.accessor, sort_key=column.sort_key
    )


class PlainInspectView(InspectView):
    """The facts of a row, in words."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        return plain(super().get_field_display_value(field_name, field))


class PlainRegisterInspectView(RegisterInspectView):
    """The facts of a row of a register, in words."""

    LABELS = {"public_sha256": gettext_lazy("SHA-256 of the public part")}

    def get_field_label(self, field_name: str, field: Any = None) -> Any:
        return self.LABELS.get(field_name) or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        return plain(super().get_field_display_value(field_name, field))
