"""What is written down about running the house: inspections, incidents, plan, drills, reports."""

from .backup import BackupRun, Drill
from .incident import Incident
from .inspection import CheckResult, InspectionRun
from .plan import Effort, MaintenanceYear, PlanNode, Spending
from .report import Indicator, Report
from .service_day import LatestLook, ServiceDay
from .use_count import UseCount

__all__ = [
    "BackupRun",
    "CheckResult",
    "Drill",
    "Effort",
    "Incident",
    "Indicator",
    "InspectionRun",
    "LatestLook",
    "MaintenanceYear",
    "PlanNode",
    "Report",
    "ServiceDay",
    "Spending",
    "UseCount",
]
