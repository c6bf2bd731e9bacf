"""What the operators' board shows: one sentence, the checks worst first, incidents, the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Membership
from core.papers.charts import small_line
from operations.choices import CheckState
from operations.incidents.figures import faults_of_year, mean_repair_minutes
from operations.inspections.registry import CHECKS
from operations.inspections.schedule import FEWEST_A_WEEK
from operations.inspections.trends import courses
from operations.models import BackupRun, CheckResult, Drill, Incident, InspectionRun, PlanNode
from operations.plan.gantt import gantt
from publication.models import DeadLetter
from publication.outlines.people import drafts_waiting_for
from publication.reforms.people import reforms_waiting_for
from publication.relay import lag_seconds

ORDER = {CheckState.FAILED: 0, CheckState.NEAR: 1, CheckState.OK: 2}
SHOWN_NODES = 8
QUIET_SHOWN = 8
BACKUP_HOURS = 26


@dataclass
class Row:
    """One check as the board shows it: its latest result, its course, its remedy."""

    result: CheckResult
    label: str
    remedy: str
    line: SafeString

    @property
    def state(self) -> str:
        """How it came out."""
        return self.result.state

    @property
    def is_quiet(self) -> bool:
        """Whether it needs no hand."""
        return self.state == CheckState.OK


def check_rows() -> list[Row]:
    """Return the Rows of the latest results of all checks, the worst first."""
    latest = {}
    since = timezone.now() - timedelta(days=60)
    results = CheckResult.objects.filter(run__is_demo=False, at__gte=since)
    for one in results.order_by("-at", "-pk")[: len(CHECKS) * 20]:
        latest.setdefault(one.check_name, one)
    lines = courses()
    rows = [_row(check, latest[name], lines) for name, check in CHECKS.items() if name in latest]
    return sorted(rows, key=lambda row: ORDER[row.state])


def _row(check, result, lines):
    values = lines.get(check.name, []) if check.has_trend else []
    says = _("last 14 days: from %(first)s to %(last)s") % {
        "first": check.limit.words(values[0]) if values else "",
        "last": check.limit.words(values[-1]) if values else "",
    }
    line = small_line(values, says=says) if len(values) > 1 else SafeString("")
    return Row(result, str(check.label), str(check.remedy), line)


def headline(rows: Sequence[Row], facts: Sequence[dict[str, Any]] = ()) -> str:
    """Return the answer to how the house is, in one sentence; `facts` are the four numbers."""
    failed = [row for row in rows if row.state == CheckState.FAILED]
    open_incidents = Incident.objects.real().open().faults().count()
    if failed:
        names = "、".join(row.label for row in failed[:2])
        if len(failed) == 1:
            return _("One thing to mend first: %(name)s") % {"name": names}
        return _("%(count)s things to mend, first: %(names)s") % {
            "count": len(failed),
            "names": names,
        }
    if open_incidents:
        return ngettext(
            "%(count)s incident is open", "%(count)s incidents are open", open_incidents
        ) % {"count": open_incidents}
    if not rows:
        return _("The house has not been inspected yet")
    near = [row.label for row in rows if row.state == CheckState.NEAR]
    near = [one["label"] for one in facts if one["state"]] + near
    if near:
        return ngettext(
            "Nothing is broken; %(count)s thing needs care: %(names)s",
            "Nothing is broken; %(count)s things need care: %(names)s",
            len(near),
        ) % {"count": len(near), "names": "、".join(near[:3])}
    return _("The house is in order")


def last_inspection() -> tuple[InspectionRun | None, int]:
    """Return (the last whole run, how many the last seven days had)."""
    runs = InspectionRun.objects.filter(is_whole=True, is_demo=False)
    since = timezone.now() - timedelta(days=7)
    return runs.first(), runs.filter(started_at__gte=since).count()


def key_facts() -> list[dict[str, Any]]:
    """Return the four numbers at the top: backup, lag, drill, incidents of the month."""
    now = timezone.now()
    backup = BackupRun.objects.filter(is_demo=False).first()
    drill = Drill.objects.filter(is_demo=False).first()
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    faults = Incident.objects.real().faults().filter(detected_at__gte=month)
    open_count = faults.open().count()
    lag = lag_seconds()
    return [
        {
            "label": _("Since the last backup"),
            "value": _ago(now - backup.finished_at) if backup else _("none yet"),
            "note": date_format(timezone.localtime(backup.finished_at), "SHORT_DATETIME_FORMAT")
            if backup
            else _("limit %(hours)s hours") % {"hours": BACKUP_HOURS},
            "state": _state(backup and now - backup.finished_at <= timedelta(hours=BACKUP_HOURS)),
        },
        {
            "label": _("Events wait"),
            "value": _("%(value)s seconds") % {"value": round(lag, 1)},
            "note": _("limit 60 seconds"),
            "state": _state(lag <= 60),
        },
        {
            "label": _("Last recovery drill"),
            "value": _ago(now - drill.at) if drill else _("none yet"),
            "note": _("%(lost)s s lost, back after %(back)s s")
            % {"lost": round(drill.rpo_s), "back": round(drill.rto_s)}
            if drill
            else _("one a month"),
            "state": _state(drill and drill.passed and now - drill.at <= timedelta(days=35)),
        },
        {
            "label": _("Faults this month"),
            "value": ngettext("%(count)s fault", "%(count)s faults", faults.count())
            % {"count": faults.count()},
            "note": _("%(count)s not repaired") % {"count": open_count}
            if open_count
            else _("limit: fewer than one a month"),
            "state": "failed" if open_count else "",
        },
    ]


def _state(is_well):
    return "" if is_well else "near"


def _ago(span):
    hours = span.total_seconds() / 3600
    if hours < 48:
        return _("%(value)s hours") % {"value": f"{hours:.0f}"}
    return _("%(value)s days") % {"value": f"{hours / 24:.0f}"}


def waiting(user: Any) -> list[dict[str, Any]]:
    """Return what waits for an operator's hand, each with its address; what this person decides as
    the second one comes last.
    """
    rows = []
    letters = DeadLetter.objects.filter(resolved_at=None)
    if count := letters.count():
        newest = letters.order_by("-pk")[0]
        rows.append(
            {
                "icon": "warning",
                "label": ngettext("%(count)s refused event", "%(count)s refused events", count)
                % {"count": count},
                "note": f"{newest.consumer} · {newest.event_id} · {newest.error[:80]}",
                "url": reverse("publication_deadletter_modeladmin_index"),
            }
        )
    untaken = Incident.objects.real().open().filter(responded_at=None)
    if count := untaken.count():
        rows.append(
            {
                "icon": "warning",
                "label": ngettext(
                    "%(count)s incident to take up", "%(count)s incidents to take up", count
                )
                % {"count": count},
                "note": untaken[0].title,
                "url": reverse("operations:incidents"),
            }
        )
    proposed = Membership.objects.proposed()
    if count := proposed.count():
        rows.append(
            {
                "icon": "user",
                "label": ngettext(
                    "%(count)s membership to confirm", "%(count)s memberships to confirm", count
                )
                % {"count": count},
                "note": "；".join(
                    str(one) for one in proposed.select_related("user", "department")[:2]
                ),
                "url": reverse("core_proposed_memberships"),
            }
        )
    return rows + _second_hand(user)


def _second_hand(user):
    """Return the drafts of outlines and the reforms that this person reviews."""
    rows = []
    drafts = drafts_waiting_for(user)
    if count := drafts.count():
        label = ngettext("%(count)s outline to review", "%(count)s outlines to review", count)
        rows.append(_to_review(label % {"count": count}, drafts, "outlines_draft", "outlines_list"))
    reforms = reforms_waiting_for(user)
    if count := len(reforms):
        label = ngettext("%(count)s reform to confirm", "%(count)s reforms to confirm", count)
        rows.append(_to_review(label % {"count": count}, reforms, "reforms_one", "reforms_list"))
    return rows


def _to_review(label, found, one, several):
    """Return the row of what waits for a review: it leads to the only one, or to the list."""
    first = list(found[:2])
    url = reverse(one, args=[first[0].pk]) if len(first) == 1 else reverse(several)
    return {"icon": "edit", "label": label, "note": "；".join(map(str, first)), "url": url}


def incident_facts(today: date) -> dict[str, Any]:
    """Return the year's faults against the limits: a month's mean, mean repair, bars by month."""
    faults = faults_of_year(today.year)
    months = dict(
        faults.annotate(month=ExtractMonth("detected_at"))
        .values_list("month")
        .annotate(Count("pk"))
        .order_by("month")
    )
    mean, repair = faults.count() / today.month, mean_repair_minutes(faults)
    return {
        "count": faults.count(),
        "open": faults.open().count(),
        "mean": round(mean, 1),
        "mean_is_well": mean < 1,
        "repair": repair,
        "repair_is_well": repair is None or repair < 120,
        "months": [(number, months.get(number, 0)) for number in range(1, 13)],
        "latest": list(Incident.objects.real()[:5]),
    }


def plan_facts(today: date) -> dict[str, Any]:
    """Return the next nodes of the plan, late ones first, and their chart."""
    nodes = list(
        PlanNode.objects.filter(done_on=None, year__is_demo=False).order_by("due_on")[:SHOWN_NODES]
    )
    return {
        "nodes": nodes,
        "late": sum(one.is_late for one in nodes),
        "chart": gantt(nodes, today),
    }


def board(user: Any) -> dict[str, Any]:
    """Return everything that the board shows a person."""
    today, rows = timezone.localdate(), check_rows()
    run, this_week = last_inspection()
    facts = key_facts()
    quiet = [row for row in rows if row.is_quiet]
    return {
        "headline": headline(rows, facts),
        "run": run,
        "this_week": this_week,
        "fewest": FEWEST_A_WEEK,
        "facts": facts,
        "rows": [row for row in rows if not row.is_quiet] + quiet[:QUIET_SHOWN],
        "quiet": quiet[QUIET_SHOWN:],
        "waiting": waiting(user),
        "incidents": incident_facts(today),
        "plan": plan_facts(today),
        "today": today,
    }
