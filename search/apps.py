"""Search: how a citizen's words find what was filed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The room of finding: index, engines, queries."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.audit.following import follow
        from search import answers
        from search.admin import following
        from search.dictionary import following as dictionary_following
        from search.models import AskingWord, BestBet, Synonym

        for model in (AskingWord, BestBet, Synonym):
            follow(model)
        answers.register()
        following.follow()
        dictionary_following.follow()
