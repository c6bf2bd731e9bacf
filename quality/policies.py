"""Who may read and set the rules: everybody reads them, operators set them."""

from wagtail.permissions import register_permission_policy

from core.access.permission_policy import RolePolicy
from core.choices import KEEPERS
from quality.models import RuleSetting, Waiver, WordEntry


def register() -> None:
    """Register every policy of this room."""
    register_permission_policy(
        RuleSetting, RulePolicy(RuleSetting, change=KEEPERS, deletable=False)
    )
    register_permission_policy(WordEntry, RolePolicy(WordEntry, change=KEEPERS))
    register_permission_policy(Waiver, RolePolicy(Waiver, superusers=False))


class RulePolicy(RolePolicy):
    """Rules stand in code: they are set, never added."""

    def known(self, actions: frozenset[str]) -> frozenset[str]:
        return super().known(actions) - {"add"}
