"""What the admin shows and hides for whom: menus, buttons, panels, choosers, and the second line.

The page tester, the policies and the gate refuse on the server; the hooks here keep dead buttons
off the screen, and refuse once more where a stock view runs a hook before it acts.
"""

from typing import Any, NoReturn

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from core import policies
from core.access.page_permissions import is_bound
from core.access.scope import scope_of
from core.access.signed_out import session
from core.choices import CITY_ROLES
from core.duties.viewsets import CalendarViewSetGroup
from core.first_page.page import FirstPage
from core.granting import admin_hooks  # noqa: F401  registers itself
from core.granting.viewsets import OrganisationViewSetGroup
from core.handbook import admin_hooks as handbook_hooks  # noqa: F401  registers itself
from core.lists.audit_log import READERS, AuditLogView, check_now
from core.lists.explorer import DepartmentPageViewSet
from core.lists.row_buttons import row_buttons
from core.people.department import Department
from core.script_words import script_words

# Before the snippets, which remember the policy that they find (apps may load hooks before ready).
policies.register()
register_snippet(OrganisationViewSetGroup)
register_snippet(CalendarViewSetGroup)

SUBMITTING = {
    "action-publish",
    "action-unpublish",
    "action-submit",
    "action-restart-workflow",
    "action-cancel-workflow",
}
REPORTS_OF_ROLES = {"our-site-history": READERS, "locked-pages": CITY_ROLES}
CLOSED_SETTINGS = {"groups"}
CLOSED_REPORTS = {"site-history", "aging-pages", "page-types-usage", "workflows", "workflow-tasks"}


@hooks.register("register_admin_viewset")
def department_page_viewset() -> DepartmentPageViewSet:
    """Explore and search pages with our views."""
    return DepartmentPageViewSet()


@hooks.register("construct_admin_api")
def explorer_api(router: Any) -> None:
    """Let the side bar ask our API for pages; Wagtail 8.1 no longer asks here."""
    from core.lists.explorer_api import ExplorerAPIViewSet

    router.register_endpoint("pages", ExplorerAPIViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of this room."""
    return [
        path("history/", AuditLogView.as_view(), name="core_site_history"),
        path("history/check/", check_now, name="core_audit_check"),
        path("session/", session, name="core_session"),
    ]


@hooks.register("register_reports_menu_item")
def site_history_menu_item() -> MenuItem:
    """Offer the audit log among the reports."""
    return MenuItem(
        _("Audit log"),
        reverse("core_site_history"),
        name="our-site-history",
        icon_name="history",
        order=1000,
    )


@hooks.register("register_account_menu_item")
def sign_in_security(request: HttpRequest) -> dict[str, str]:
    """Lead from the account page to sessions and second factor."""
    return {
        "url": reverse("core_sessions"),
        "label": gettext("Where you are signed in"),
        "help_text": gettext("Sessions, signing out elsewhere, the second factor"),
    }


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    """Return the styles of rows, and of what is said when a form cannot be sent."""
    sheets = [(static(f"core/{name}.css"),) for name in ("rows", "kept")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


hooks.register("insert_global_admin_js", script_words)


@hooks.register("insert_global_admin_js")
def keep_forms() -> SafeString:
    """Return the script that lets no form leave the page while it cannot be saved."""
    return format_html('<script type="module" src="{}"></script>', static("core/kept.js"))


@hooks.register("insert_global_admin_js")
def names() -> SafeString:
    """Return the script that names search forms and headings, with the words for it."""
    words = {"sidebar": gettext("Search all pages"), "page": gettext("Search this list")}
    address = static("core/names.js")
    return json_script(words, "core-names") + format_html(
        '<script type="module" src="{}"></script>', address
    )


@hooks.register("insert_editor_js")
def save_drafts() -> SafeString:
    """Return the script of the editor's saves."""
    return format_html('<script type="module" src="{}"></script>', static("core/draft_saving.js"))


@hooks.register("construct_page_listing_buttons")
def links_in_place_of_menu(buttons: list[Any], page: Any, user: Any, context: Any = None) -> None:
    """Offer links in place of the stock menu, which is drawn in a millisecond a row."""
    others = [one for one in buttons if not isinstance(one, ButtonWithDropdownFromHook)]
    buttons[:] = [*row_buttons(page, user), *others]


@hooks.register("construct_page_action_menu", order=-100)
def only_save_drafts(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    """Leave saving; `moderation` adds its own way to submit."""
    menu_items[:] = [item for item in menu_items if item.name not in SUBMITTING]


@hooks.register("construct_page_chooser_queryset")
def choose_among_readable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Stock page choosers offer every page."""
    policy = policy_registry.get_by_type(Page)
    return pages & policy.explorable_instances(request.user)


@hooks.register("construct_homepage_panels", order=1000)
def first_page_of_roles(request: HttpRequest, panels: list[Any]) -> None:
    """Show what the person's roles have to do, in place of every panel of Wagtail's."""
    panels[:] = [FirstPage(request.user)]


@hooks.register("construct_homepage_summary_items", order=100)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """Drop the counts of all pages, pictures and files: a full count each time, of everybody's."""
    items.clear()


@hooks.register("construct_help_menu")
def no_help_from_outside(request: HttpRequest, menu_items: list[Any]) -> None:
    """Drop links to Wagtail's own site: a government network has none."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("http")]


@hooks.register("construct_settings_menu")
def settings_that_open(request: HttpRequest, menu_items: list[Any]) -> None:
    """Drop what is closed to everybody: Wagtail offers superusers its groups."""
    menu_items[:] = [item for item in menu_items if item.name not in CLOSED_SETTINGS]


@hooks.register("construct_reports_menu")
def reports_of_roles(request: HttpRequest, menu_items: list[Any]) -> None:
    """Keep the reports that this person's roles open (`core.access.admin_addresses`)."""
    scope = scope_of(request.user)

    def shown(item):
        roles = REPORTS_OF_ROLES.get(item.name)
        if item.name in CLOSED_REPORTS:
            return False
        return roles is None or scope.everything or bool(scope.roles & roles)

    menu_items[:] = [item for item in menu_items if shown(item)]


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_about_credit_code(request: HttpRequest, instance: Any) -> None:
    """Warn of a credit code that looks wrong; live codes fail the check, so it is saved anyway."""
    if isinstance(instance, Department) and instance.credit_code_warning:
        messages.warning(request, instance.credit_code_warning)


@hooks.register("before_delete_page")
def refuse_to_delete_bound_pages(request: HttpRequest, page: Any) -> None:
    """Refuse what was submitted or filed, or holds such a page."""
    if is_bound(page):
        raise PermissionDenied


def refuse(*args: Any, **kwargs: Any) -> NoReturn:
    """Refuse for everybody."""
    raise PermissionDenied


for _name in (
    "before_bulk_action",
    "before_convert_alias_page",
    "before_copy_page",
    "before_create_page",
    "before_move_page",
    "before_publish_page",
    "before_unpublish_page",
):
    hooks.register(_name, refuse, order=-100)
