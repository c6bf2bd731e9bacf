"""Departments and memberships in the admin, kept by operators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.choosers import ScopedChooserViewSet
from core.models import Department, Membership
from core.permission_policy import READING


class ScopedSnippetViewSet(SnippetViewSet):
    """Base of every room's snippets: lists and choosers hold what the person may read."""

    chooser_viewset_class = ScopedChooserViewSet
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request):
        """Give the rows of the list, of its filters and its export."""
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_any_permission_for(request.user, READING)


class DepartmentViewSet(ScopedSnippetViewSet):
    """Departments (部门), with what identifies them."""

    model = Department
    icon = "home"
    list_display = ["name", "slug", "parent", "level", "region", "is_active"]
    list_filter = ["level", "is_active"]
    search_fields = ["name", "slug", "credit_code"]
    inspect_view_enabled = True
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("parent")]),
        FieldRowPanel([FieldPanel("credit_code"), FieldPanel("nature"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("region_code"), FieldPanel("region")]),
        FieldPanel("is_active"),
    ]


class MembershipViewSet(ScopedSnippetViewSet):
    """Memberships: which role a person has, and where."""

    model = Membership
    icon = "group"
    list_display = ["user", "role", "department"]
    list_filter = ["role", "department"]
    list_select_related = ["user", "department"]
    search_fields = ["user__username", "user__first_name", "department__name"]
    inspect_view_enabled = True
    panels = [FieldPanel("user"), FieldPanel("role"), FieldPanel("department")]


class OrganisationViewSetGroup(SnippetViewSetGroup):
    """The menu of who is who."""

    items = (DepartmentViewSet, MembershipViewSet)
    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 800
