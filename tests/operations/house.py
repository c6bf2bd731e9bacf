"""One of everything that operators keep."""

from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from operations.choices import ReportKind
from operations.models import (
    Drill,
    Effort,
    Incident,
    Indicator,
    InspectionRun,
    MaintenanceYear,
    PlanNode,
    Report,
    Spending,
)


def house_world(person):
    """Return rows of this room, each kind once."""
    now = timezone.now()
    year = MaintenanceYear.objects.create(year=2026, budget=58000, supplier="某公司")
    return SimpleNamespace(
        run=InspectionRun.objects.create(started_at=now),
        incident=Incident.objects.create(title="机房断电", cause="市电检修"),
        year=year,
        node=PlanNode.objects.create(
            year=year, title="年中演练", start_on=date(2026, 6, 1), due_on=date(2026, 6, 30)
        ),
        spending=Spending.objects.create(
            year=year, paid_on=date(2026, 3, 1), amount=29000, purpose="首付款"
        ),
        effort=Effort.objects.create(
            year=year, worked_on=date(2026, 3, 2), person="张三", hours=3, work="升级"
        ),
        indicator=Indicator.objects.first(),
        drill=Drill.objects.create(
            at=now, backup="b", database="sqlite", rpo_s=1, rto_s=2, versions=1, hashes_checked=1,
            mismatches=0, signature="x" * 64, record={"pages": [], "problems": []},
        ),
        report=Report.objects.create(kind=ReportKind.MONTH, year=2026, part=1),
    )  # fmt: skip
