"""Search: how a citizen's words find what was filed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The room of finding: index, engines, queries."""

    name = "search"
    verbose_name = _("Search")

    def ready(self):
        from core.audit.following import follow
        from search import answers
        from search.admin import following
        from search.models import Synonym

        follow(Synonym)
        answers.register()
        following.follow()
