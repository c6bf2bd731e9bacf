"""Home: the public site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The room that citizens see."""

    name = "home"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from home import answers, signal_handlers  # noqa: F401  handlers connect themselves

        answers.register()
