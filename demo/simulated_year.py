"""A simulated year of running the house, made by the real checks and verbs under a moved clock.

Every row is marked as a demonstration (演示), so that no figure of a real city counts it. Checks
that take long look once a month; three faults are put in by hand.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from demo.moved_clock import clock_at
from operations.backups import drilling
from operations.backups.examination import examine
from operations.choices import NodeKind, Trigger
from operations.incidents.keeping import take_up
from operations.inspections.registry import CHECKS, Outcome
from operations.inspections.run import inspect
from operations.models import (
    Effort,
    Incident,
    InspectionRun,
    MaintenanceYear,
    PlanNode,
    Report,
    Spending,
)

HOURS_APART = 42
"""Four inspections a week."""
SLOW = frozenset({"updates", "attachments", "search_drift", "audit_chain", "fingerprints"})
"""Checks whose outcome of the month's first inspection stands for the month."""
LEFT_ALONE = {"clock": 0.0, "backup_age": 9.0, "drill_age": 12.0, "inspections": 4.0}
"""Checks that would see the real house behind the moved clock, and the values they have instead."""
FAULTS = {
    # (month, day): check, value, minutes until taken up and until repaired, cause, measures
    (3, 18): ("disk", 93, 12, 46, "旧备份没有按期清理", "清理后设了定时清理"),
    (7, 9): ("slow_answers", 2.4, 8, 74, "一次性导入占满数据库", "导入改到夜间进行"),
    (10, 21): ("relay_lag", 190, 5, 31, "搜索服务重启后没有恢复", "改为由系统自动重启"),
}
NODES = (
    ("签订运维合同", NodeKind.CONTRACT, (1, 4), (1, 20), (1, 16), "办公室"),
    ("一季度巡检报告", NodeKind.REPORT, (3, 25), (4, 5), (4, 3), "运维单位"),
    ("等保测评整改", NodeKind.SECURITY, (4, 10), (5, 31), (6, 12), "运维单位"),
    ("年中验收", NodeKind.REPORT, (6, 20), (6, 30), (6, 30), "办公室"),
    ("数据库升级", NodeKind.RELEASE, (8, 8), (8, 9), (8, 9), "运维单位"),
    ("三季度巡检报告", NodeKind.REPORT, (9, 25), (10, 8), (10, 8), "运维单位"),
    ("年末验收", NodeKind.REPORT, (12, 10), (12, 25), (12, 23), "办公室"),
)
PAYMENTS = (
    ((1, 20), 29000, "签订后付 50%"),
    ((7, 6), 17400, "年中验收付 30%"),
    ((12, 26), 11600, "年末验收付 20%"),
)


def simulate(
    year: int, person: Any = None, report: Callable[[int], object] = lambda month: None
) -> int:
    """Make the year, in place of an earlier simulation of it; return the number of inspections."""
    forget(year)
    _plan(year)
    made, began = 0, timezone.make_aware(datetime(year, 1, 1, 6))
    seen = {}
    for number in range(8760 // HOURS_APART + 1):
        moment = began + timedelta(hours=HOURS_APART * number)
        if moment.year != year:
            break
        made += _inspection(moment, seen)
        if number % 17 == 0:
            report(moment.month)
    for (month, day), fault in FAULTS.items():
        _fault(timezone.make_aware(datetime(year, month, day, 10)), fault, person)
    _drills(year)
    return made


def forget(year: int) -> None:
    """Delete an earlier simulation of a year; drills stay, as they are written once."""
    start, end = (timezone.make_aware(datetime(one, 1, 1)) for one in (year, year + 1))
    InspectionRun.objects.filter(is_demo=True, started_at__gte=start, started_at__lt=end).delete()
    Incident.objects.filter(is_demo=True, detected_at__gte=start, detected_at__lt=end).delete()
    for model in (Effort, Spending, PlanNode):
        model.objects.filter(year__year=year, year__is_demo=True).delete()
    MaintenanceYear.objects.filter(year=year, is_demo=True).delete()
    Report.objects.filter(year=year, is_demo=True).delete()


def _inspection(moment, seen):
    """Inspect at a moment; outcomes of slow checks are kept in `seen` for the month."""
    if seen.get("month") != moment.month:
        seen.clear()
        seen["month"] = moment.month
    checks = {name: _as_then(check, seen) for name, check in CHECKS.items()}
    with clock_at(moment), patch.dict(CHECKS, checks):
        inspect(trigger=Trigger.SCHEDULE, is_demo=True)
    return 1


def _as_then(check, seen):
    def look():
        if check.name in LEFT_ALONE:
            return Outcome(LEFT_ALONE[check.name])
        if check.name not in SLOW:
            return check.look()
        if check.name not in seen:
            seen[check.name] = check.look()
        return seen[check.name]

    return replace(check, look=look)


def _fault(moment, fault, person):
    """Let one check fail at a moment, be taken up, and hold again."""
    name, value, response, repair, cause, measures = fault
    check = CHECKS[name]
    for minutes, found in ((0, value), (repair, 0 if not check.limit.falling else 100)):
        then = moment + timedelta(minutes=minutes)
        changed = replace(check, look=partial(Outcome, found))
        with clock_at(then), patch.dict(CHECKS, {name: changed}):
            inspect([name], is_demo=True)
        if minutes == 0:
            incident = Incident.objects.get(check_name=name, repaired_at=None, is_demo=True)
            take_up(incident, person, then + timedelta(minutes=response))
    Incident.objects.filter(pk=incident.pk).update(cause=cause, measures=measures, severity=3)


def _plan(year):
    plan = MaintenanceYear.objects.create(
        year=year, budget=58000, funding="市财政", supplier="演示运维公司", is_demo=True,
        contract_no=f"演示-{year}", contract_from=date(year, 1, 16),
        contract_until=date(year, 12, 31),
        payment_terms="签订后付 50%，年中验收付 30%，年末验收付 20%",
    )  # fmt: skip
    for title, kind, start, due, done, who in NODES:
        node = PlanNode.objects.create(
            year=plan, title=title, kind=kind, start_on=date(year, *start), due_on=date(year, *due),
            done_on=date(year, *done), progress=100, responsible=who, planned_hours=16,
            late_reason="测评机构排期推迟" if done > due else "",
        )  # fmt: skip
        Effort.objects.create(
            year=plan, node=node, worked_on=date(year, *done), person=who, hours=14, work=title
        )
    for day, amount, purpose in PAYMENTS:
        Spending.objects.create(year=plan, paid_on=date(year, *day), amount=amount, purpose=purpose)


def _drills(year):
    """Write a drill a month: what this house holds, worked out once, as it would be restored."""
    began = monotonic()
    facts = examine()
    seconds = monotonic() - began
    pages = [f"/guides/{code}/ 200" for code in facts.pop("codes")]
    for month in range(1, 13):
        at = timezone.make_aware(datetime(year, month, 5, 3, 30))
        record = facts | {
            "backup": f"{at:%Y%m%d}T183000Z", "database": "sqlite", "pages": pages,
            "restored_to": at.isoformat(), "restore_s": round(seconds, 1),
        }  # fmt: skip
        drilling.sign(at, 20.0, seconds + 15, record, is_demo=True)
