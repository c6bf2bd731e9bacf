"""Who may read and set the time limits and checklists of review: all read, keepers set."""

from wagtail.permissions import register_permission_policy

from core.access.permission_policy import RolePolicy
from core.choices import KEEPERS, Role
from moderation.models import Checklist, StageLimit


def register() -> None:
    """Register every policy of this room."""
    register_permission_policy(StageLimit, RolePolicy(StageLimit, change={Role.OPERATOR}))
    register_permission_policy(Checklist, RolePolicy(Checklist, change=KEEPERS))
