"""The screen of the statistics of deciding, and its tables as workbooks."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.access.scope import scope_of
from core.day_input import DayInput
from core.papers.charts import line_chart
from core.papers.tables import XLSX, table_response
from moderation.rules import sees_statistics
from moderation.statistics import statistics_of

DAYS = 90
EARLIEST = 3 * 366


class PeriodForm(forms.Form):
    """Since when."""

    since = forms.DateField(label=gettext_lazy("Since"), required=False, widget=DayInput())


@require_safe
def statistics(request: HttpRequest) -> HttpResponseBase:
    """Show times, returns and load: of all departments to city roles, of theirs to reviewers."""
    scope = scope_of(request.user)
    if not sees_statistics(scope):
        raise PermissionDenied
    form = PeriodForm(request.GET)
    since = _since(form)
    departments = None if scope.sees_all_departments else scope.reviews
    found = statistics_of(since, departments)
    if name := request.GET.get("export"):
        return _exported(request, name, found)
    counts = [count for _day, count in found.weeks]
    context = {
        "form": PeriodForm(initial={"since": since}),
        "since": since,
        "found": found,
        "chart": line_chart(
            counts,
            first=found.weeks[0][0].isoformat(),
            last=found.weeks[-1][0].isoformat(),
            says=_("Decisions a week: %(counts)s") % {"counts": "、".join(map(str, counts))},
        ),
        "most": max((row[2] for row in found.people), default=1),
    }
    return render(request, "moderation/statistics.html", context)


def _since(form):
    today = timezone.localdate()
    given = form.cleaned_data.get("since") if form.is_valid() else None
    earliest = today - timedelta(days=EARLIEST)
    return min(max(given or today - timedelta(days=DAYS), earliest), today)


def _exported(request, name, found):
    tables = {
        "stages": (
            [_("Stage"), _("Decided"), _("Median working days"), _("Slowest tenth"), _("Late")],
            [[one.label, one.count, one.median, one.slow, one.late] for one in found.stages],
        ),
        "departments": (
            [_("Department"), _("Decided"), _("Returned"), _("Percent")],
            [list(row) for row in found.departments],
        ),
        "sections": ([_("Section"), _("Returned")], [list(row) for row in found.sections]),
        "people": (
            [_("Person"), _("Stage"), _("Decided"), _("Returned")],
            [list(row) for row in found.people],
        ),
    }
    if name not in tables:
        raise Http404
    headings, rows = tables[name]
    return table_response(
        request, f"{name}-{timezone.localdate().isoformat()}", XLSX, headings, rows
    )
