"""What this room adds to the admin: the board with its addresses, registers."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from operations import policies
from operations.access import may_read
from operations.viewsets import OperationsViewSetGroup

# Before the snippets, which remember the policy that they find.
policies.register()
register_snippet(OperationsViewSetGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The addresses below /admin/operations/."""
    return [path("operations/", include("operations.urls"))]


class OperationsMenu(SubmenuMenuItem):
    """运行管理 in the main menu, for those who run the house or audit it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


def _item(label, name, icon, order):
    return MenuItem(label, reverse(f"operations:{name}"), icon_name=icon, order=order)


@hooks.register("register_admin_menu_item")
def menu_item() -> OperationsMenu:
    """The screens of operations."""
    items = [
        _item(_("Board"), "board", "view", 10),
        _item(_("Inspections"), "inspections", "check", 20),
        _item(_("Incidents"), "incidents", "warning", 30),
        _item(_("Maintenance plan"), "plan", "calendar", 40),
        _item(_("Backups and drills"), "drills", "download", 50),
        _item(_("Use"), "use", "history", 55),
        _item(_("Performance reports"), "reports", "doc-full", 60),
    ]
    return OperationsMenu(_("Operations"), Menu(items=items), icon_name="cogs", order=800)
