"""What granting shows in the admin: its addresses, its block of the first page, its log entries."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from core.choices import Role
from core.first_page.block import Block, register
from core.granting import delegation_views, memberships, views
from core.granting.person_viewset import HAND_OVER
from core.people import changes_log

SHOWN = 5


class ProposedMembershipsBlock(Block):
    """待确认的任职: what another operator proposed, or asked to be confirmed again."""

    name = "proposed-memberships"
    heading = _("Memberships to be confirmed")
    template_name = "core/granting/first_page.html"

    def __init__(self, user):
        super().__init__(user)
        rows = list(memberships.waiting_for(user)[: SHOWN + 1])
        self.rows, self.has_more = rows[:SHOWN], len(rows) > SHOWN
        self.is_shown = bool(rows)
        self.answer = _("There are memberships to be confirmed") if rows else ""


register(ProposedMembershipsBlock, place=2, roles=[Role.OPERATOR])

hooks.register("register_log_actions", changes_log.register)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
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
        path("stand-ins/", delegation_views.delegation_list, name="core_delegations"),
        path(
            "stand-ins/<int:delegation_id>/confirm/",
            delegation_views.confirm_delegation,
            name="core_confirm_delegation",
        ),
        path(
            "stand-ins/<int:delegation_id>/end/",
            delegation_views.end_delegation,
            name="core_end_delegation",
        ),
        path(
            "people/<int:person_id>/hand-over/",
            delegation_views.hand_over_view,
            name="core_hand_over",
        ),
        path("people/<int:person_id>/link/", views.sign_in_link, name="core_sign_in_link"),
    ]


@hooks.register("register_user_listing_buttons")
def link_button(user: Any, request_user: Any) -> Iterator[Button]:
    """Offer the link in the list of people."""
    if user != request_user:
        address = reverse("core_sign_in_link", args=[user.pk])
        yield Button(_("Link to set a password"), url=address, icon_name="key", priority=30)
        address = reverse("core_hand_over", args=[user.pk])
        yield Button(HAND_OVER, url=address, icon_name="group", priority=40)


@hooks.register("register_reports_menu_item")
def stand_ins() -> MenuItem:
    """Offer the page of stand-ins to everybody."""
    return MenuItem(_("Stand-ins"), reverse("core_delegations"), icon_name="group", order=900)
