"""What search adds to the admin: the dictionary of everyday words."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from core.access.permission_policy import RolePolicy
from core.choices import Role
from core.lists.snippet_viewsets import ScopedSnippetViewSet
from search.models import Synonym

register_permission_policy(Synonym, RolePolicy(Synonym, change={Role.OPERATOR}))


class SynonymViewSet(ScopedSnippetViewSet):
    """Everyday words (俗称) and the official names that search looks for as well."""

    model = Synonym
    icon = "search"
    menu_label = _("Everyday words")
    menu_order = 700
    add_to_admin_menu = True
    list_display = ["word", "official", "is_active", "updated_at"]
    list_filter = ["is_active"]
    search_fields = ["word", "official"]
    list_per_page = 50
    inspect_view_enabled = True
    panels = [FieldPanel("word"), FieldPanel("official"), FieldPanel("is_active")]


register_snippet(SynonymViewSet)
