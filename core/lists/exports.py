"""Exporting a list of the admin as a table: the columns named for it, else those on its screen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.lists.paging import counted
from core.papers.tables import CSV, table_response

MOST_EXPORTED = 50_000


def export(view: Any, rows: Any, form: str) -> HttpResponseBase:
    """Return the table of a list's rows as csv or xlsx; too many are refused on the list itself."""
    found = len(rows) if isinstance(rows, list) else counted(rows, MOST_EXPORTED)
    if found > MOST_EXPORTED:
        text = _("More than %(count)s rows are not exported at once: narrow the list down first.")
        messages.warning(view.request, text % {"count": f"{MOST_EXPORTED:,}"})
        return redirect(_address_without_export(view.request))
    headings, line_of = _named(view, rows) if view.list_export else _shown(view)
    lines = map(line_of, rows)
    return table_response(view.request, _name(view), form, headings, lines, count=found)


def _named(view, rows):
    """Return the headings of the fields that a view names, and how a row is read."""
    changes = {field: forms.get(CSV) for field, forms in view.custom_field_preprocess.items()}

    def line_of(row):
        values = view.to_row_dict(row)
        return [
            changes[field](value) if changes.get(field) else value
            for field, value in values.items()
        ]

    return [view.get_heading(rows, field) for field in view.list_export], line_of


def _shown(view):
    """Return the headings of the columns on the screen, and how a row is read."""
    shown = [one for one in view.columns if one.label and hasattr(one, "get_value")]
    if not shown:
        return [view.model._meta.verbose_name], lambda row: [row]
    return [one.label for one in shown], lambda row: [one.get_value(row) for one in shown]


def _name(view):
    """Return the file's name without an ending: what the list is called, and the day."""
    title = getattr(view, "page_title", "") or view.model._meta.verbose_name_plural
    return f"{slugify(title, allow_unicode=True)}-{timezone.localdate().isoformat()}"


def _address_without_export(request):
    query = request.GET.copy()
    query.pop("export", None)
    return f"{request.path}?{query.urlencode()}"
