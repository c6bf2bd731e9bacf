"""Who may read and keep this room's rows: operators keep them, auditors read."""

from wagtail.permissions import register_permission_policy

from core.access.permission_policy import RolePolicy
from core.choices import Role
from operations.access import READERS
from operations.models import Effort, Incident, Indicator, MaintenanceYear, PlanNode, Spending

KEPT_FOR_EVER = (Incident, MaintenanceYear, Indicator)
"""What a report names is not deleted."""


def register() -> None:
    """Register the policies of what the admin edits."""
    for model in (Effort, Incident, Indicator, MaintenanceYear, PlanNode, Spending):
        policy = RolePolicy(
            model, view=READERS, change={Role.OPERATOR}, deletable=model not in KEPT_FOR_EVER
        )
        register_permission_policy(model, policy)
