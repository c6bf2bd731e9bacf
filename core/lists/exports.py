"""Exporting a list of the admin as a table: the columns named for it, else those on its screen."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.history.acts import EXPORTED
from core.history.recording import record_own
from core.lists.paging import counted
from core.papers.tables import CSV, table_response

MOST_EXPORTED = 50_000


def export(view, rows, form):
    """Return the table of a list's rows as csv or xlsx, and write down who took it.

    Too many rows are refused on the list itself.
    """
    found = len(rows) if isinstance(rows, list) else counted(rows, MOST_EXPORTED)
    if found > MOST_EXPORTED:
        text = _("More than %(count)s rows are not exported at once: narrow the list down first.")
        messages.warning(view.request, text % {"count": f"{MOST_EXPORTED:,}"})
        return redirect(_address_without_export(view.request))
    record_own(
        EXPORTED,
        view.request,
        what=f"{view.model._meta.verbose_name_plural} ({form})",
        rows=found,
        query=_query_without_export(view.request),
    )
    headings, line_of = _named(view, rows) if view.list_export else _shown(view)
    return table_response(_name(view), form, headings, map(line_of, rows))


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
    """Return the file's name without an ending: the view's own, else what the rows are."""
    name = view.get_filename()
    if name == view.export_filename == "spreadsheet-export":
        name = slugify(view.model._meta.verbose_name_plural, allow_unicode=True)
    return f"{name}-{timezone.localdate().isoformat()}"


def _address_without_export(request):
    return f"{request.path}?{_query_without_export(request)}"


def _query_without_export(request):
    query = request.GET.copy()
    query.pop("export", None)
    return query.urlencode()
