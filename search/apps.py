"""Search: how a citizen's words find what was filed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The room of finding: index, engines, queries."""

    name = "search"
    verbose_name = _("Search")

    def ready(self):
        from search import answers
        from search.admin import following

        answers.register()
        following.follow()
