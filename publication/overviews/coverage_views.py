"""The board of coverage (编制进度), and what a department still lacks."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access.scope import scope_of
from core.models import Department
from core.papers.tables import XLSX, table_response
from publication.overviews.coverage import DepartmentCoverage, coverage, missing_in
from publication.overviews.quality_views import can_see_quality, slugs_of

SHOWN = 200
LOW = 80
"""Average scores below this are marked."""


@require_GET
def board(request: HttpRequest) -> HttpResponseBase:
    """Show each department's progress, the lowest share first."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    found = coverage()
    rows = found.of(slugs_of(request.user))
    if request.GET.get("export") == "xlsx":
        return _export(request, rows)
    context = {
        "heading": _heading(rows),
        "as_of": found.as_of,
        "rows": rows,
        "total": _total(rows),
        "low": LOW,
    }
    return render(request, "publication/overviews/coverage.html", context)


@require_GET
def lacking(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which handling items of a department lack a published guide or manual."""
    department = Department.objects.filter(slug=slug).first()
    if department is None or not scope_of(request.user).sees(department.pk):
        raise Http404
    rows = missing_in(department.pk, SHOWN + 1)
    context = {
        "department": department,
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "board": reverse("coverage_board"),
    }
    return render(request, "publication/overviews/coverage_lacking.html", context)


def _heading(rows: list[DepartmentCoverage]) -> str:
    missing = sum(row.missing for row in rows)
    if not missing:
        return _("Everything that there should be is published")
    most = max(rows, key=lambda row: row.missing)
    words = {"count": f"{missing:,}", "department": most.name}
    if len(rows) == 1:
        return _("%(count)s are not published yet") % words
    return _("%(count)s are not published yet, most of them of %(department)s") % words


def _total(rows: list[DepartmentCoverage]) -> DepartmentCoverage:
    total = DepartmentCoverage("", "")
    for name in ("items", "due", "guides", "manuals", "published", "in_review", "unchecked"):
        setattr(total, name, sum(getattr(row, name) for row in rows))
    return total


def _export(request: HttpRequest, rows: list[DepartmentCoverage]) -> HttpResponseBase:
    headings = [
        _("Department"), _("Items"), _("To be written"), _("Guides"), _("Manuals"),
        _("Published"), _("Still missing"), _("In review"), _("Not checked for long"),
        _("Average score"),
    ]  # fmt: skip
    names = (
        "name", "items", "due", "guides", "manuals", "published", "missing", "in_review",
        "unchecked", "score",
    )  # fmt: skip
    cells = [[getattr(row, name) for name in names] for row in rows]
    return table_response(request, "coverage", XLSX, headings, cells)
