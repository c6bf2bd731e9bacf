"""Which policy holds for which of Wagtail's and this room's models; each room registers its own."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Site, Task, Workflow
from wagtail.permissions import register_permission_policy

from core.access.page_policy import policy_of_pages
from core.access.people_policy import MembershipPolicy, PersonPolicy
from core.access.permission_policy import DepartmentOwnedPolicy, RolePolicy
from core.choices import KEEPERS, WATCHERS
from core.duties.models import CalendarDay, HolidayNotice
from core.files.models import DepartmentDocument, DepartmentImage
from core.people.department import Department
from core.people.membership import Membership


def register() -> None:
    """Register every policy of this room; it stands after Wagtail's apps, so it replaces theirs."""
    register_permission_policy(Page, policy_of_pages())
    for model in (DepartmentDocument, DepartmentImage):
        register_permission_policy(model, DepartmentOwnedPolicy(model))
    register_permission_policy(Department, RolePolicy(Department, change=KEEPERS, deletable=False))
    for model, policy in ((Membership, MembershipPolicy), (get_user_model(), PersonPolicy)):
        register_permission_policy(model, policy(model, view=WATCHERS, change=KEEPERS))
    for model in (CalendarDay, HolidayNotice):
        register_permission_policy(model, RolePolicy(model, change=KEEPERS))
    # Deleting or disabling a workflow or a task takes approvals with it: nobody may.
    for model in (Workflow, Task):
        register_permission_policy(model, RolePolicy(model, view=WATCHERS, superusers=False))
    # Roles replace groups, departments replace collections.
    for model in (Group, Collection):
        register_permission_policy(model, RolePolicy(model, view=(), superusers=False))
    register_permission_policy(Site, RolePolicy(Site, view=()))
