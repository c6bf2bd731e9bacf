"""The board of coverage (编制进度) by department, level or theme, and what is still lacking."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access.scope import Person, scope_of
from core.lists.paging import UncountedPage
from core.papers.charts import Frame, line_chart
from core.papers.tables import XLSX, table_response
from publication.campaigns.shown import Shown, current_campaign
from publication.campaigns.views import can_run
from publication.choices import Dimension
from publication.models import CoverageFigures
from publication.overviews.coverage import course, coverage, is_large, missing
from publication.overviews.lacking import LackingFilterSet
from publication.seeing_figures import can_see_quality, slugs_of

SHOWN = 200
LOW = 80
"""Average scores below this are marked."""
CHART = Frame(width=720, height=180)


@require_GET
def board(request: HttpRequest) -> HttpResponseBase:
    """Show the progress by department, level or theme, the lowest share first.

    Levels and themes go across departments, so only those see them who see all departments.
    """
    if not can_see_quality(request.user):
        raise PermissionDenied
    slugs = slugs_of(request.user)
    dimension = _dimension(request, slugs)
    found = coverage(dimension)
    rows = found.of(slugs if dimension == Dimension.DEPARTMENT else None)
    if request.GET.get("export") == "xlsx":
        return _export(request, dimension, rows)
    is_by_department = dimension == Dimension.DEPARTMENT
    all_rows = rows if is_by_department else coverage().of(slugs)
    campaign = current_campaign(request.user)
    context = {
        "heading": _heading(all_rows) if found.as_of else _("The figures are being counted"),
        "missing": sum(row.missing for row in all_rows),
        "as_of": found.as_of,
        "rows": [(row, _address(row)) for row in rows],
        "total": _total(rows) if is_by_department else None,
        "low": LOW,
        "dimension": dimension,
        "dimension_label": Dimension(dimension).label,
        "dimensions": Dimension.choices if slugs is None else [],
        "is_by_department": is_by_department,
        "campaign": campaign and Shown(campaign, request.user),
        "can_remind": can_run(request.user),
        "chart": "" if campaign else _chart(slugs),
    }
    return render(request, "publication/overviews/coverage.html", context)


def _dimension(request: HttpRequest, slugs: list[str] | None) -> str:
    wanted = request.GET.get("by", Dimension.DEPARTMENT)
    return wanted if wanted in Dimension and slugs is None else Dimension.DEPARTMENT.value


def _address(row: CoverageFigures) -> str:
    """Return where the handling items that a row lacks are listed."""
    return f"{reverse('coverage_lacking')}?{urlencode({row.dimension: row.key})}"


@require_GET
def lacking(request: HttpRequest) -> HttpResponse:
    """Show which handling items lack a published guide or manual, filtered by their facts.

    Of a large city those of one department at a time: the one that lacks most, until one is chosen.
    """
    if not can_see_quality(request.user):
        raise PermissionDenied
    if address := _address_of_a_part(request):
        return redirect(address)
    filters = LackingFilterSet(
        request.GET, missing(_own_departments(request.user)), request=request
    )
    if not filters.is_valid():
        # Nothing leads to such an address; another department's figures are none of one's own.
        raise Http404
    page = UncountedPage(filters.qs, request.GET.get("p", ""), SHOWN)
    kept = request.GET.copy()
    kept.pop("p", None)
    context = {
        "filters": filters.form,
        "rows": page.rows,
        "page": page,
        "query": f"{kept.urlencode()}&" if kept else "",
        "board": reverse("coverage_board"),
        "is_part": is_large(),
    }
    return render(request, "publication/overviews/coverage_lacking.html", context)


def _address_of_a_part(request: HttpRequest) -> str:
    """Return where to look instead when all departments are too many for one list; empty: here."""
    if request.GET.get("department") or not is_large():
        return ""
    rows = coverage().of(slugs_of(request.user))
    if not rows:
        return reverse("coverage_board")  # which says that it is being counted
    query = request.GET.copy()
    query["department"] = max(rows, key=lambda row: row.missing).key
    return f"{reverse('coverage_lacking')}?{query.urlencode()}"


def _own_departments(user: Person) -> Q:
    scope = scope_of(user)
    if scope.sees_all_departments:
        return Q()
    return Q(item__department_id__in=scope.department_ids)


def _heading(rows: list[CoverageFigures]) -> str:
    missing = sum(row.missing for row in rows)
    if not missing:
        return _("Everything that there should be is published")
    most = max(rows, key=lambda row: row.missing)
    words = {"count": f"{missing:,}", "department": most.name}
    if len(rows) == 1:
        return _("%(count)s are not published yet") % words
    return _("%(count)s are not published yet, most of them of %(department)s") % words


def _total(rows: list[CoverageFigures]) -> CoverageFigures:
    sums = {name: sum(getattr(row, name) for row in rows) for name in CoverageFigures.COUNTED}
    return CoverageFigures(score=_mean_score(rows), **sums)


def _mean_score(rows: list[CoverageFigures]) -> int | None:
    """Return the average score of what is published; None where no row has one."""
    scored = [(row.score, row.published) for row in rows if row.score is not None]
    published = sum(number for _score, number in scored)
    if not published:
        return None
    return round(sum(score * number for score, number in scored) / published)


def _chart(slugs: list[str] | None) -> SafeString:
    """Return the published ones by day as a line; nothing before there are two days."""
    found = course(slugs)
    if len(found) < 2:
        return SafeString("")
    first, last = found[0], found[-1]
    words = {"first": first[1], "last": last[1], "due": last[2]}
    return line_chart(
        [published for _day, published, _due in found],
        first=f"{first[0]:%m-%d}",
        last=f"{last[0]:%m-%d}",
        says=_("Published by day: from %(first)s to %(last)s of %(due)s") % words,
        frame=CHART,
    )


def _export(request: HttpRequest, dimension: str, rows: list[CoverageFigures]) -> HttpResponseBase:
    headings = [
        Dimension(dimension).label, _("Items"), _("To be written"), _("Guides"), _("Manuals"),
        _("Published"), _("Still missing"), _("In review"),
    ]  # fmt: skip
    names = ["name", "items", "due", "guides", "manuals", "published", "missing", "in_review"]
    if dimension == Dimension.DEPARTMENT:
        headings += [_("Not checked for long"), _("Average score")]
        names += ["unchecked", "score"]
    cells = [[getattr(row, name) for name in names] for row in rows]
    return table_response(request, "coverage", XLSX, headings, cells)
