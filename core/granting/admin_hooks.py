"""What granting shows in the admin: its addresses, its panel on the home page, its log entries."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button

from core.granting import memberships, views
from core.people import changes_log

SHOWN = 5


class ProposedMembershipsPanel(Component):
    """The memberships that an operator is to confirm, on the admin's first page."""

    name = "proposed_memberships"
    template_name = "core/granting/home_panel.html"
    order = 90

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        rows = list(memberships.waiting_for(request.user)[: SHOWN + 1])
        return {"waiting": rows[:SHOWN], "has_more": len(rows) > SHOWN, "request": request}


hooks.register("register_log_actions", changes_log.register)


@hooks.register("construct_homepage_panels")
def proposed_memberships(request, panels):
    """Show operators what they are to confirm."""
    if views.may_grant(request.user):
        panels.append(ProposedMembershipsPanel())


@hooks.register("register_admin_urls")
def addresses():
    """Return the addresses of granting."""
    return [
        path("memberships/proposed/", views.proposed, name="core_proposed_memberships"),
        path(
            "memberships/<int:membership_id>/confirm/",
            views.confirm,
            name="core_confirm_membership",
        ),
        path(
            "memberships/<int:membership_id>/refuse/", views.refuse, name="core_refuse_membership"
        ),
        path("people/<int:person_id>/link/", views.sign_in_link, name="core_sign_in_link"),
    ]


@hooks.register("register_user_listing_buttons")
def link_button(user, request_user):
    """Offer the link in the list of people."""
    if user != request_user:
        address = reverse("core_sign_in_link", args=[user.pk])
        yield Button(_("Link to set a password"), url=address, icon_name="key", priority=30)
