"""What compiling adds to the admin: the catalogue, 新编指南, 编业务手册, the editor's script."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from core.access.page_permissions import DEPARTMENT_DEPTH, FOLDER_DEPTH
from guides import policies, views
from guides.branches import views as branches
from guides.item_codes import warnings_of
from guides.models import BranchJob, GuidePage, ManualPage, ServiceItem
from guides.urls import urlpatterns
from guides.viewsets import CatalogueViewSetGroup

# Before the snippets, which remember the policy that they find.
policies.register()
register_snippet(CatalogueViewSetGroup)


class NewGuideMenuItem(MenuItem):
    """新编指南 in the main menu, for those who compile."""

    def is_shown(self, request: HttpRequest) -> bool:
        return views.can_compile(request.user)


class BranchJobsMenuItem(MenuItem):
    """枝干作业 among the reports, for those who keep or watch the whole city."""

    def is_shown(self, request: HttpRequest) -> bool:
        return branches.can_do(request.user, "view")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Return the addresses of this room."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def new_guide_menu_item() -> NewGuideMenuItem:
    """Offer a new guide in the main menu."""
    return NewGuideMenuItem(_("New guide"), reverse("guides_new"), icon_name="plus", order=150)


@hooks.register("register_reports_menu_item")
def branch_jobs_menu_item() -> BranchJobsMenuItem:
    """Lead to the jobs on branches."""
    url = reverse("guides_branch_jobs")
    return BranchJobsMenuItem(_("Branch jobs"), url, name="branch-jobs", icon_name="history")


@hooks.register("register_page_header_buttons")
def branch_buttons(
    page: Any, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Offer the jobs on a whole branch at a department's page and at a folder."""
    if page.depth in (DEPARTMENT_DEPTH, FOLDER_DEPTH) and branches.can_do(user, "change"):
        kinds = BranchJob.Kind
        move, delete = (branches.start_url(page, kind) for kind in (kinds.MOVE, kinds.DELETE))
        yield Button(_("Hand guides over"), move, icon_name="arrow-right-full", priority=70)
        yield Button(_("Delete drafts"), delete, icon_name="bin", priority=75)


@hooks.register("register_page_header_buttons")
def manual_button(
    page: Any, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Lead from a guide to its manual, or to making one."""
    if isinstance(page, GuidePage) and page.permissions_for_user(user).can_edit():
        url = reverse("guides_new_manual", args=[page.pk])
        yield Button(_("Business manual"), url, icon_name="doc-full-inverse", priority=5)


@hooks.register("register_page_header_buttons")
def questions_button(
    page: Any, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Lead from a guide that asks questions to their drawing and all results."""
    if isinstance(page, GuidePage) and any(
        one["type"] == "question_tree" for one in page.sections.raw_data
    ):
        url = reverse("guides_cases", args=[page.pk])
        yield Button(_("Questions and results"), url, icon_name="list-ul", priority=6)


@hooks.register("register_page_header_buttons")
def replace_button(
    page: Any, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Lead from a guide or manual to finding and replacing words in it."""
    if isinstance(page, GuidePage | ManualPage) and page.permissions_for_user(user).can_edit():
        url = reverse("guides_replace", args=[page.pk])
        yield Button(_("Find and replace"), url, icon_name="search", priority=7)


@hooks.register("insert_global_admin_css")
def editor_styles() -> SafeString:
    """Return the style of the list of sections."""
    return format_html('<link rel="stylesheet" href="{}">', static("guides/editor.css"))


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    """Return the script of the list of sections."""
    return format_html('<script type="module" src="{}"></script>', static("guides/editor.js"))


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_about_codes(request: HttpRequest, instance: Any) -> None:
    """Warn of codes that look wrong; they are saved anyway."""
    if isinstance(instance, ServiceItem):
        for warning in warnings_of(instance):
            messages.warning(request, warning)
