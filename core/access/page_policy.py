"""Who may do what with pages: computed from memberships, with no permission row for any page."""

from collections.abc import Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import swapper
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from core import registries
from core.access.permission_policy import READING, sufficient_actions
from core.access.scope import Person, scope_of
from core.choices import EVERY_ROLE, Role

COMPILING = ("view", "choose", "change", "lock", "unlock")
# What Wagtail asks to know whether somebody has to do with pages at all; reading is enough.
EXPLORING = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})


@dataclass(frozen=True)
class Grant:
    """One action on one part of the tree; looks like the permission rows that Wagtail reads."""

    action: str
    page: Page

    @property
    def page_id(self) -> int:
        return self.page.pk

    @property
    def permission(self) -> SimpleNamespace:
        return SimpleNamespace(codename=f"{self.action}_page")


class MembershipPagePolicy(PagePermissionPolicy):
    """Compilers edit below their departments' pages, reviewers read them, city roles read all.

    Superusers edit drafts too. Nobody adds, publishes or deletes in bulk: such actions are not
    granted to anybody. Costs one query for the departments' pages, kept on the user.
    """

    def get_all_permissions_for_user(self, user: Person) -> list[Grant]:
        scope = scope_of(user)
        if scope.sees_all_departments:
            top = Page.get_first_root_node()
            actions = COMPILING if scope.everything else READING
            grants = [Grant(action, top) for action in sorted(actions)]
        else:
            grants = []
        departments_held = scope.department_ids if not scope.everything else ()
        for page in registries.department_pages(departments_held) if departments_held else ():
            actions = COMPILING if page.department_id in scope.compiles else READING
            grants += [Grant(action, page) for action in sorted(actions)]
        return grants

    def user_has_any_permission(self, user: Person, actions: Collection[str]) -> bool:
        actions = frozenset(actions)
        if actions >= EXPLORING:
            actions |= READING
        scope = scope_of(user)
        if scope.sees_all_departments and not (scope.everything or scope.compiles):
            held: Collection[str] = READING  # without asking where: on each screen, for the menu
        else:
            held = {grant.action for grant in self.get_cached_permissions_for_user(user)}
        return bool(sufficient_actions(user, actions).intersection(held))

    def user_has_any_permission_for_instance(
        self, user: Person, actions: Collection[str], instance: Page
    ) -> bool:
        return bool(self.actions_on(user, instance) & sufficient_actions(user, actions))

    def actions_on(self, user: Person, page: Page) -> set[str]:
        """Return the actions that a user may do on a page, without a query."""
        return {
            grant.action
            for grant in self.get_cached_permissions_for_user(user)
            if page.path.startswith(grant.page.path)
        }

    def instances_user_has_any_permission_for(
        self, user: Person, actions: Collection[str]
    ) -> QuerySet[Page]:
        pages = self.model._default_manager
        actions = sufficient_actions(user, actions)
        tops = {
            grant.page.path
            for grant in self.get_cached_permissions_for_user(user)
            if grant.action in actions
        }
        if not tops:
            return pages.none()
        below = Q()
        for path in sorted(tops):
            below |= Q(path__startswith=path)
        return pages.filter(below)

    def instances_with_direct_explore_permission(self, user: Person) -> list[Page]:
        tops = {grant.page.pk: grant.page for grant in self.get_cached_permissions_for_user(user)}
        return list(tops.values())

    def explorable_root_instance(self, user: Any) -> Page | None:
        """Return the lowest page above everything that a user reads, or None."""
        if not hasattr(user, "_explorable_root"):
            user._explorable_root = self._explorable_root(user)
        return user._explorable_root

    def _explorable_root(self, user):
        tops = self.instances_with_direct_explore_permission(user)
        if len(tops) <= 1:
            return tops[0] if tops else None
        return super().explorable_root_instance(user)

    def explorable_instances(self, user: Person) -> QuerySet[Page]:
        """Return what a user reads and the way down to it; no other department's part."""
        tops = self.instances_with_direct_explore_permission(user)
        pages = self.instances_user_has_any_permission_for(user, READING)
        root = self.explorable_root_instance(user)
        if root is None or not tops:
            return pages
        steps = {
            page.path[:end]
            for page in tops
            for end in range(len(root.path), len(page.path), Page.steplen)
        }
        return pages | self.model._default_manager.filter(path__in=steps) if steps else pages

    def users_with_any_permission(
        self, actions: Collection[str], include_superusers: bool = True
    ) -> QuerySet[Any]:
        roles = EVERY_ROLE if READING & frozenset(actions) else {Role.COMPILER}
        held = Q(memberships__role__in=roles)
        if include_superusers:
            held |= Q(is_superuser=True)
        return get_user_model()._default_manager.filter(held, is_active=True).distinct()

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[Any]:
        return self.users_with_any_permission(actions, include_superusers)


def policy_of_pages() -> MembershipPagePolicy:
    """Return the policy for pages of any class."""
    return MembershipPagePolicy(swapper.get_model_name("wagtailcore", "Page"))
