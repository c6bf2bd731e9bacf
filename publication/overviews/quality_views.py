"""The quality overview (质检总览) and the lists behind its numbers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from core.access.scope import Person
from core.lists.paging import CappedPaginator
from core.models import Department
from core.papers.charts import line_chart, small_line
from core.papers.tables import XLSX, table_response
from guides.choices import DocumentKind
from guides.models import GuidePage
from publication.models import LawTask, LintRun, QualityResult
from publication.overviews.quality_figures import (
    counted_findings,
    course,
    results_of,
    rules_now,
)
from publication.seeing_figures import can_see_quality, slugs_of
from quality.check import RULES
from quality.models import Waiver
from quality.rule_book import rule_book

WORST = 6
LOW = 80
"""Scores below this are listed as what is to be mended."""


@dataclass(frozen=True)
class Tab:
    """One tab of the overview with its number."""

    name: str
    label: str
    url: str
    count: int | None = None


@require_GET
def overview(request: HttpRequest) -> HttpResponseBase:
    """Show what the rules find today, its course, and the guides that need it most."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    slugs, today = _chosen_departments(request), timezone.localdate()
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else ""
    rules = rules_now(today, slugs, kind)
    if request.GET.get("export") == "xlsx":
        return _export_rules(request, rules)
    past = course(today, slugs)
    results = results_of(slugs)
    context = {
        "heading": _heading(past),
        "facts": results.aggregate(
            all=Count("pk"),
            wrong=Count("pk", filter=Q(errors__gt=0)),
            clean=Count("pk", filter=~Exists(counted_findings().filter(result=OuterRef("pk")))),
        ),
        "charts": _charts(past),
        "groups": _groups(rules),
        "quiet": len(RULES) - len({one.rule for one in rules}),
        "worst": results.order_by("score", "pk")[:WORST],
        "low": results.filter(score__lt=LOW).count(),
        "low_limit": LOW,
        "tabs": tabs(request.user),
        "current": "overview",
        "last_run": LintRun.objects.exclude(finished_at=None).order_by("-pk").first(),
        "departments": _departments(request.user),
        "kinds": DocumentKind.choices,
        "chosen": {"department": request.GET.get("department", ""), "kind": kind},
    }
    return render(request, "publication/overviews/quality.html", context)


def _chosen_departments(request: HttpRequest) -> list[str] | None:
    """Return the department that is asked for, when this person may see it; else all of theirs."""
    slugs = slugs_of(request.user)
    slug = request.GET.get("department", "")
    if slug and (slugs is None or slug in slugs):
        return [slug]
    return slugs


def _departments(user) -> list[tuple[str, str]]:
    slugs = slugs_of(user)
    rows = Department.objects.all() if slugs is None else Department.objects.filter(slug__in=slugs)
    return list(rows.order_by("name").values_list("slug", "name"))


def _heading(past) -> str:
    """Return the answer in one sentence: fewer or more errors than twelve weeks ago."""
    if len(past.errors) < 2:
        now = past.errors[-1] if past.errors else 0
        return _("%(count)s errors in what is published") % {"count": f"{now:,}"}
    change = past.errors[-1] - past.errors[0]
    weeks = max(1, round((past.days[-1] - past.days[0]).days / 7))
    words = {"count": f"{abs(change):,}", "weeks": weeks}
    if change < 0:
        return _("%(count)s errors fewer than %(weeks)s weeks ago") % words
    if change > 0:
        return _("%(count)s errors more than %(weeks)s weeks ago") % words
    return _("As many errors as %(weeks)s weeks ago") % words


def _charts(past) -> list[dict]:
    if not past.days:
        return []
    first = date_format(past.days[0], _("N j"))
    found = []
    for label, values, style in (
        (_("Errors"), past.errors, ""),
        (_("Reminders"), past.reminders, "chart-grey"),
        (_("Average score"), past.scores, ""),
    ):
        says = _("%(label)s: from %(first)s to %(last)s") % {
            "label": label,
            "first": f"{values[0]:,}",
            "last": f"{values[-1]:,}",
        }
        svg = line_chart(values, first=first, last=_("today"), says=says)
        found.append(
            {"label": label, "now": values[-1], "then": values[0], "svg": svg, "style": style}
        )
    return found


def _groups(rules) -> list[dict]:
    """Return the rules by severity, with their bars, small lines and links."""
    labels = {
        "error": (_("Error"), _("blocks submission"), "cross"),
        "warn": (_("Reminder"), _("may be submitted; reviewers see it"), "warning"),
        "info": (_("Hint"), _("for better reading"), "info-circle"),
    }
    groups = []
    for severity, (label, note, icon) in labels.items():
        rows = [one for one in rules if one.severity == severity]
        most = max((one.findings for one in rows), default=1)
        if rows:
            groups.append(
                {
                    "label": label,
                    "note": note,
                    "icon": icon,
                    "severity": severity,
                    "count": sum(one.findings for one in rows),
                    "rows": [_row(one, most) for one in rows],
                }
            )
    return groups


def _row(one, most: int) -> dict:
    says = "、".join(str(value) for value in one.weeks)
    return {
        "figures": one,
        "share": max(1, round(100 * one.findings / most)),
        "line": small_line(one.weeks, says=says),
        "fewer": -one.since_last_week,
        "url": reverse("quality_list") + f"?rule={one.rule}",
    }


def _export_rules(request: HttpRequest, rules) -> HttpResponseBase:
    headings = [
        _("Rule"), _("What is checked"), _("Severity"), _("Number of documents"), _("Findings"),
    ]  # fmt: skip
    rows = [[one.rule, one.title, one.severity, one.documents, one.findings] for one in rules]
    return table_response(request, "quality", XLSX, headings, rows)


def tabs(user: Person) -> list[Tab]:
    """Return the tabs of the overview, each with its number."""
    slugs = slugs_of(user)
    results = results_of(slugs)
    return [
        Tab("overview", _("Overview"), reverse("quality_overview")),
        Tab("departments", _("By department"), reverse("quality_departments")),
        Tab("unchecked", _("Not checked"), reverse("quality_list") + "?unchecked=on",
            unchecked(results).count()),
        Tab("waivers", _("Waivers"), reverse("quality_waivers"), waivers_of(slugs).count()),
        Tab("laws", _("Changed laws"), reverse("quality_laws"), open_law_tasks(slugs).count()),
        Tab("rules", _("Rules"), reverse("wagtailsnippets_quality_rulesetting:list"), len(RULES)),
    ]  # fmt: skip


def unchecked(results: QuerySet[QualityResult]) -> QuerySet[QualityResult]:
    """Return what nobody has checked for as many months as the rule allows."""
    return results.filter(unchecked_condition())


def unchecked_condition() -> Q:
    """Return the condition under which nobody has checked a guide for too long."""
    months = rule_book().terms().limit("L25", "months", 12)
    limit = timezone.localdate() - timedelta(days=round(months * 30.44))
    return Q(checked_on__lt=limit) | Q(checked_on=None)


def open_law_tasks(slugs: list[str] | None) -> QuerySet[LawTask]:
    """Return what is to be checked since a law changed, of these departments (None: of all)."""
    rows = LawTask.objects.filter(settled_at=None)
    return rows if slugs is None else rows.filter(department_slug__in=slugs)


def waivers_of(slugs: list[str] | None) -> QuerySet[Waiver]:
    """Return the waivers that hold, of these departments (None: of all)."""
    rows = Waiver.objects.filter(withdrawn_at=None)
    if slugs is None:
        return rows
    codes = QualityResult.objects.filter(department_slug__in=slugs).values("code")
    return rows.filter(code__in=codes)


class ResultFilterSet(WagtailFilterSet):
    """Filters of the list: rule, department, kind, not checked, low scores."""

    rule = django_filters.ChoiceFilter(
        label=gettext_lazy("Rule"),
        choices=lambda: [(one.id, f"{one.id} {one.title}") for one in RULES.values()],
        method="filter_rule",
    )
    department_slug = django_filters.ChoiceFilter(
        label=gettext_lazy("Department"),
        choices=lambda: list(Department.objects.values_list("slug", "name")),
    )
    unchecked = django_filters.BooleanFilter(
        label=gettext_lazy("Not checked"), method="filter_unchecked"
    )
    below = django_filters.NumberFilter(
        label=gettext_lazy("Score below"), field_name="score", lookup_expr="lt"
    )

    class Meta:
        model = QualityResult
        fields = ["rule", "department_slug", "kind", "unchecked", "below"]

    def filter_rule(self, queryset: Any, name: str, value: str) -> Any:
        """Keep what breaks a rule."""
        return queryset.filter(rule_counts__rule=value)

    def filter_unchecked(self, queryset: Any, name: str, value: bool) -> Any:
        """Keep what nobody has checked for long."""
        return unchecked(queryset) if value else queryset


class TitleColumn(Column):
    """The title of a guide or manual, which leads to its editor or public page."""

    def get_value(self, instance: Any) -> SafeString:
        kind = DocumentKind(instance.kind).label if instance.kind == DocumentKind.MANUAL else ""
        url = reverse("quality_open", args=[instance.code])
        return format_html('<a href="{}">{}</a> {}', url, instance.title, kind)


class ResultListView(BaseListingView):
    """The guides and manuals behind a number, the worst first."""

    model = QualityResult
    page_title = gettext_lazy("Quality")
    header_icon = "check"
    paginate_by = 20
    paginator_class = CappedPaginator
    filterset_class = ResultFilterSet
    default_ordering = ("score", "pk")
    index_url_name = "quality_list"
    index_results_url_name = "quality_list_results"
    verbose_name_plural = gettext_lazy("quality results")
    columns = [
        TitleColumn("title", label=gettext_lazy("Name"), width="36%"),
        Column("department_slug", label=gettext_lazy("Department")),
        Column("score", label=gettext_lazy("quality score"), sort_key="score"),
        Column("errors", label=gettext_lazy("Errors"), sort_key="errors"),
        Column("reminders", label=gettext_lazy("Reminders"), sort_key="reminders"),
        Column("checked_on", label=gettext_lazy("content checked on"), sort_key="checked_on"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_see_quality(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[QualityResult]:
        return results_of(slugs_of(self.request.user))

    @cached_property
    def _names(self):
        return dict(Department.objects.values_list("slug", "name"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["object_list"]:
            row.department_slug = self._names.get(row.department_slug, row.department_slug)
        return context


@require_GET
def by_department(request: HttpRequest) -> HttpResponseBase:
    """Show each department's documents, findings and average score, the worst first."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    names = dict(_departments(request.user))
    rows = list(
        results_of(slugs_of(request.user))
        .values(slug=F("department_slug"))
        .annotate(
            documents=Count("pk"),
            wrong=Count("pk", filter=Q(errors__gt=0)),
            errors=Sum("errors"),
            reminders=Sum("reminders"),
            score=Avg("score"),
        )
        .order_by("score", "slug")
    )
    most = max((row["errors"] for row in rows), default=1) or 1
    for row in rows:
        row["name"] = names.get(row["slug"], row["slug"])
        row["score"] = round(row["score"])
        row["share"] = round(100 * row["errors"] / most)
        row["url"] = reverse("quality_list") + f"?department_slug={row['slug']}"
    if request.GET.get("export") == "xlsx":
        return _export_departments(request, rows)
    context = {"rows": rows, "tabs": tabs(request.user), "current": "departments"}
    return render(request, "publication/overviews/quality_departments.html", context)


def _export_departments(request: HttpRequest, rows: list[dict]) -> HttpResponseBase:
    headings = [
        _("Department"), _("Number of documents"), _("With errors"), _("Errors"), _("Reminders"),
        _("Average score"),
    ]  # fmt: skip
    keys = ("name", "documents", "wrong", "errors", "reminders", "score")
    cells = [[row[key] for key in keys] for row in rows]
    return table_response(request, "quality-departments", XLSX, headings, cells)


@require_GET
def open_document(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the editor of a guide for who may edit it, to its public page for others."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    page = GuidePage.objects.filter(code=code).first()
    if page and page.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect("home:guide", code=code)


@require_GET
def waivers(request: HttpRequest) -> HttpResponse:
    """Show which rules are waived for which guides, by whom and why."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    rows: list[Any] = list(waivers_of(slugs_of(request.user)).select_related("by")[:200])
    codes = [row.code for row in rows]
    titles = dict(QualityResult.objects.filter(code__in=codes).values_list("code", "title"))
    for row in rows:
        row.title = titles.get(row.code, row.code)
        row.rule_title = RULES[row.rule].title if row.rule in RULES else ""
    context = {"rows": rows, "tabs": tabs(request.user), "current": "waivers"}
    return render(request, "publication/overviews/quality_waivers.html", context)
