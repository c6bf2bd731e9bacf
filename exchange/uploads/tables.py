"""The page on which operators bring in people with their roles, the holidays of a year, or laws."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.permissions import policy_registry

from core.import_report import RefusedError
from core.models import CalendarDay, Membership
from exchange.importing.holidays import load_holidays
from exchange.importing.laws import import_laws
from exchange.importing.people import import_people
from guides.models import Law

KINDS = {
    "people": (
        _("People and roles"),
        _("A table with the columns 用户名, 姓名, 邮箱, 角色, 部门编码. Roles that decide wait for"
          " a second operator; nobody gets a password here."),
        Membership,
    ),
    "holidays": (
        _("Holiday notice of a year"),
        _("A table with the columns 日期, 类型 (放假 or 上班), 名称. The year is settled then, and"
          " deadlines that were provisional are counted again."),
        CalendarDay,
    ),
    "laws": (
        _("Laws and documents"),
        _("A table with the columns 名称, 文号, 效力位阶, 效力状态, 施行日期, 来源; an article is a"
          " row with 名称, 条号, 条文. Guides that cite a law whose state changes are listed."),
        Law,
    ),
}  # fmt: skip
"""{kind: (heading, what the table holds, the model that one must be allowed to change)}."""


def tables_for(user: Any) -> list[tuple[str, Promise]]:
    """Return (address, heading) of each table that a person may bring in."""
    return [
        (reverse("exchange_table", args=[kind]), heading)
        for kind, (heading, _help, model) in KINDS.items()
        if _may_bring(user, model)
    ]


def _may_bring(user, model):
    return policy_registry.get_by_type(model).user_has_permission(user, "change")


class TableForm(forms.Form):
    """One table."""

    file = forms.FileField(label=_("Table (xlsx or csv)"))


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a table; POST brings it in and lists what was refused, row by row."""
    if kind not in KINDS:
        raise Http404
    heading, help_text, model = KINDS[kind]
    if not _may_bring(request.user, model):
        raise PermissionDenied
    form, report = TableForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        report = _brought_in(form, kind, request.user)
    is_refused = request.method == "POST" and (not form.is_valid() or (report and report.refused))
    context = {"heading": heading, "help_text": help_text, "form": form, "report": report}
    return render(request, "exchange/table.html", context, status=422 if is_refused else 200)


def _importer(kind, user):
    """Return the function that brings a table of a kind in."""
    return {
        "people": partial(import_people, by=user),
        "holidays": load_holidays,
        "laws": partial(import_laws, by=user),
    }[kind]


def _brought_in(form, kind, user):
    """Return the ImportReport of the file that was sent; None with the reason in the form."""
    sent = form.cleaned_data["file"]
    ending = Path(sent.name).suffix.lower()
    if ending not in (".xlsx", ".csv"):
        form.add_error("file", _("Bring a table as .xlsx or .csv."))
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(sent.read())
        try:
            return _importer(kind, user)(path)
        except ValidationError as refused:
            form.add_error("file", refused)
        except RefusedError as refused:
            form.add_error("file", " ".join(str(reason) for _place, reason in refused.problems))
    return None
