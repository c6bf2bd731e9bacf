"""What review adds to the admin: addresses and the menu item."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from core.access.scope import scope_of
from moderation import policies
from moderation.rules import sees_statistics
from moderation.viewsets import ChecklistViewSet, StageLimitViewSet
from moderation.waiting_count import waiting_count

CLOSED_ACTIONS = (
    "action-publish",
    "action-submit",
    "action-restart-workflow",
    "action-cancel-workflow",
    "action-workflow-action",
)
"""What Wagtail's editor may be asked to do by POST, and what only our screens do."""


class ReviewMenuItem(MenuItem):
    """审核 in the main menu, with the number of what waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        scope = scope_of(request.user)
        return scope.everything or bool(scope.roles)

    def render_component(self, request: HttpRequest) -> Any:
        count = waiting_count(request.user)
        self.attrs = {"data-review-count": str(count)} if count else {}
        return super().render_component(request)


class StatisticsMenuItem(MenuItem):
    """审核统计 among the reports, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_statistics(scope_of(request.user))


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The addresses below /admin/review/."""
    return [path("review/", include("moderation.urls"))]


@hooks.register("register_admin_menu_item")
def menu_item() -> ReviewMenuItem:
    """The work queue."""
    return ReviewMenuItem(
        _("Review"), reverse("moderation:queue"), name="review", icon_name="tasks", order=10
    )


@hooks.register("register_reports_menu_item")
def statistics_menu_item() -> StatisticsMenuItem:
    """Offer the statistics of deciding among the reports."""
    return StatisticsMenuItem(
        _("Statistics of deciding"),
        reverse("moderation:statistics"),
        icon_name="table",
        order=800,
    )


@hooks.register("register_reports_menu_item")
def batches_menu_item() -> MenuItem:
    """Offer the batches among the reports."""
    return MenuItem(
        _("Batches"), reverse("moderation:batches"), icon_name="folder-open-inverse", order=810
    )


# Before the snippets, which remember the policy that they find.
policies.register()
register_snippet(StageLimitViewSet)
register_snippet(ChecklistViewSet)


@hooks.register("before_edit_page")
def refuse_stock_workflow(request: HttpRequest, page: Any) -> None:
    """Refuse what Wagtail's editor would do with a workflow, for everybody."""
    if request.method == "POST" and any(request.POST.get(name) for name in CLOSED_ACTIONS):
        raise PermissionDenied


@hooks.register("insert_global_admin_css")
def badge_css() -> SafeString:
    """The number at the menu item, on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("moderation/menu.css"))
