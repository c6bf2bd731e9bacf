"""Who may read and set the time limits of review: everybody reads them, operators set them."""

from wagtail.permissions import register_permission_policy

from core.access.permission_policy import RolePolicy
from core.choices import Role
from moderation.models import StageLimit


def register():
    """Register every policy of this room."""
    register_permission_policy(StageLimit, RolePolicy(StageLimit, change={Role.OPERATOR}))
