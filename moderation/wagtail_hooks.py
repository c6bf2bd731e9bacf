"""What review adds to the admin: addresses, the menu item, the way to submit."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem

from core.access.scope import scope_of
from guides.models import GuidePage, ManualPage
from moderation.obstacles import why_closed
from moderation.rules import may_submit
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

    def is_shown(self, request):
        scope = scope_of(request.user)
        return scope.everything or bool(scope.roles)

    def render_component(self, request):
        count = waiting_count(request.user)
        self.attrs = {"data-review-count": str(count)} if count else {}
        return super().render_component(request)


class SubmitMenuItem(ActionMenuItem):
    """提交审核 in the editor's footer: a link to the submit screen, or why there is none."""

    name = "review-submit"
    label = _("Submit for review")
    icon_name = "upload"
    order = 10

    def __init__(self, guide):
        super().__init__()
        self.closed = why_closed(guide)
        if self.closed:
            self.template_name = "moderation/closed_item.html"

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return context | {"why": self.closed.messages[0] if self.closed else ""}

    def get_url(self, parent_context):
        return reverse("moderation:submit", args=[_guide_id(parent_context["page"])])


def _guide_id(page):
    return page.get_parent().pk if isinstance(page, ManualPage) else page.pk


@hooks.register("register_admin_urls")
def admin_urls():
    """The addresses below /admin/review/."""
    return [path("review/", include("moderation.urls"))]


@hooks.register("register_admin_menu_item")
def menu_item():
    """The work queue."""
    return ReviewMenuItem(
        _("Review"), reverse("moderation:queue"), name="review", icon_name="tasks", order=10
    )


@hooks.register("construct_page_action_menu")
def submit_from_the_editor(menu_items, request, context):
    """Offer our own way to submit, behind saving."""
    page = context.get("page")
    if context["view"] == "edit" and isinstance(page, GuidePage | ManualPage):
        guide = page if isinstance(page, GuidePage) else page.guide
        if may_submit(scope_of(request.user), guide.department_id):
            menu_items.append(SubmitMenuItem(guide))


@hooks.register("before_edit_page")
def refuse_stock_workflow(request, page):
    """Refuse what Wagtail's editor would do with a workflow, for everybody."""
    if request.method == "POST" and any(request.POST.get(name) for name in CLOSED_ACTIONS):
        raise PermissionDenied


@hooks.register("insert_global_admin_css")
def badge_css():
    """The number at the menu item, on every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("moderation/menu.css"))
