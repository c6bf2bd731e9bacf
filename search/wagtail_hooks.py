"""What search adds to the admin: its words, best bets, and the screens that care for it."""

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from core.access.permission_policy import RolePolicy
from core.choices import KEEPERS
from core.lists.snippet_viewsets import ScopedSnippetViewSet
from search.models import AskingWord, BestBet, Synonym
from search.overviews.urls import urlpatterns
from search.overviews.views import can_watch

for one in (AskingWord, BestBet, Synonym):
    register_permission_policy(one, RolePolicy(one, change=KEEPERS))


class SynonymViewSet(ScopedSnippetViewSet):
    """Everyday words (俗称) and the official names that search looks for as well."""

    model = Synonym
    icon = "search"
    menu_label = _("Everyday words")
    list_display = ["word", "official", "kind", "weight", "is_active", "updated_at"]
    list_filter = ["kind", "direction", "is_active"]
    search_fields = ["word", "official", "evidence"]
    list_per_page = 50
    inspect_view_enabled = True
    panels = [
        FieldPanel("word"),
        FieldPanel("official"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("direction"), FieldPanel("weight")]),
        FieldPanel("evidence"),
        FieldPanel("is_active"),
    ]


class AskingWordViewSet(ScopedSnippetViewSet):
    """Words by which people ask (提问用语), which search leaves out."""

    model = AskingWord
    icon = "help"
    menu_label = _("Asking words")
    list_display = ["word", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["word"]
    list_per_page = 50
    inspect_view_enabled = True
    panels = [FieldPanel("word"), FieldPanel("is_active")]


class BestBetViewSet(ScopedSnippetViewSet):
    """Guides that come first for some queries (置顶推荐)."""

    model = BestBet
    icon = "pick"
    menu_label = _("Best bets")
    list_display = ["code", "queries", "reason", "from_on", "until_on"]
    search_fields = ["code", "queries", "reason"]
    list_per_page = 50
    inspect_view_enabled = True
    panels = [
        FieldPanel("queries"),
        FieldPanel("code"),
        FieldPanel("reason"),
        FieldRowPanel([FieldPanel("from_on"), FieldPanel("until_on")]),
    ]


class SearchWordsGroup(SnippetViewSetGroup):
    """The menu of search's words."""

    items = (SynonymViewSet, AskingWordViewSet, BestBetViewSet)
    menu_label = _("Words of search")
    menu_icon = "search"
    menu_order = 700


register_snippet(SearchWordsGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The addresses below /admin/search-care/."""
    return urlpatterns


class CareMenuItem(MenuItem):
    """搜索维护 in the main menu, for operators and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_watch(request.user)


@hooks.register("register_admin_menu_item")
def care_menu_item() -> CareMenuItem:
    """Lead to the report of what is looked for."""
    return CareMenuItem(
        _("Care of search"), reverse("search_report"), icon_name="search", order=710
    )
