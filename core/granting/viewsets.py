"""Departments and memberships in the admin, kept by operators."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    SnippetViewSetGroup,
)

from core.granting import memberships
from core.granting.forms import DepartmentForm, MembershipForm
from core.lists.snippet_viewsets import InTurnEditView, ScopedSnippetViewSet
from core.people.department import Department
from core.people.membership import Membership

PROPOSED = _("“%(object)s” is proposed. It gives no rights until another operator confirms it.")
GRANTED = _("“%(object)s” is in force.")


class DepartmentViewSet(ScopedSnippetViewSet):
    """Departments (部门), with what identifies them."""

    model = Department
    icon = "home"
    list_display = ["name", "slug", "parent", "level", "region", "is_active"]
    list_filter = ["level", "is_active"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug", "credit_code"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("parent")]),
            FieldRowPanel([FieldPanel("credit_code"), FieldPanel("nature"), FieldPanel("level")]),
            FieldRowPanel([FieldPanel("region_code"), FieldPanel("region")]),
            FieldPanel("is_active"),
        ],
        base_form_class=DepartmentForm,
    )


class _SaysWhetherInForce:
    """Adds a message after saving whether a membership is in force."""

    def get_success_message(self, instance: Any = None) -> str:
        membership = self.object
        return (PROPOSED if membership.is_proposed else GRANTED) % {"object": membership}


class MembershipCreateView(_SaysWhetherInForce, CreateView):
    """A new membership."""


class MembershipEditView(_SaysWhetherInForce, InTurnEditView):
    """A changed membership, which is a new proposal."""


class MembershipDeleteView(DeleteView):
    """The end of a membership."""

    def delete_action(self) -> None:
        memberships.end(self.object, self.request.user)


class MembershipViewSet(ScopedSnippetViewSet):
    """Memberships: which role a person has, and where."""

    model = Membership
    icon = "group"
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    list_display = ["user", "role", "department", "state"]
    list_filter = ["role", "department", "state"]
    list_select_related = ["user", "department"]
    search_fields = ["user__username", "user__first_name", "department__name"]
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [FieldPanel("user"), FieldPanel("role"), FieldPanel("department")],
        base_form_class=MembershipForm,
    )


class OrganisationViewSetGroup(SnippetViewSetGroup):
    """The menu of who is who."""

    items = (DepartmentViewSet, MembershipViewSet)
    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 800
