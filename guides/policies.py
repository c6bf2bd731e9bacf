"""Who may keep the catalogue and the outlines."""

from collections.abc import Iterable

from wagtail.permissions import register_permission_policy

from core.access.permission_policy import DepartmentOwnedPolicy, RolePolicy
from core.choices import KEEPERS, WATCHERS, Role
from guides.models import BranchJob, ItemSituation, Law, LifeEvent, Outline, ServiceItem, Theme


class CataloguePolicy(DepartmentOwnedPolicy):
    """Compilers keep what their department says of its items; the operator adds and removes."""

    def roles_for(self, actions: Iterable[str]) -> frozenset[Role]:
        actions = frozenset(actions)
        return KEEPERS if actions and actions <= {"add", "delete"} else super().roles_for(actions)


class OutlinePolicy(RolePolicy):
    """Versions of outlines come from drafts that a second person released, and from files."""

    def known(self, actions: frozenset[str]) -> frozenset[str]:
        return super().known(actions) - {"add"}


def register() -> None:
    """Register every policy of this room."""
    kept = {Role.COMPILER} | KEEPERS
    # Guides point to their item and outline for ever: these are marked as no longer used.
    register_permission_policy(
        ServiceItem, CataloguePolicy(ServiceItem, change=kept, deletable=False)
    )
    register_permission_policy(
        ItemSituation, CataloguePolicy(ItemSituation, "item__department_id", change=kept)
    )
    register_permission_policy(Outline, OutlinePolicy(Outline, change=KEEPERS, deletable=False))
    # Guides name laws for ever: one that no longer holds is marked as repealed.
    register_permission_policy(Law, RolePolicy(Law, change=KEEPERS, deletable=False))
    for model in (Theme, LifeEvent):
        register_permission_policy(model, RolePolicy(model, change=KEEPERS))
    register_permission_policy(
        BranchJob, RolePolicy(BranchJob, view=WATCHERS, change=KEEPERS, deletable=False)
    )
