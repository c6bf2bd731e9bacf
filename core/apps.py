"""Core: departments, people's roles, and what every room builds on."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.requests import path_converters

# At once: other apps read their routes while they get ready, and a route is compiled only once.
path_converters.register()


class CoreConfig(AppConfig):
    """The room of departments and roles."""

    name = "core"
    verbose_name = _("Departments and roles")

    def ready(self):
        from core import checks, policies  # noqa: F401  checks register themselves
        from core.duties import listening as calendar_listening
        from core.history import guarding, listening  # noqa: F401  which connects itself
        from core.lists.exports import export
        from core.wagtail_changes.install import install

        install(export)
        guarding.connect()
        calendar_listening.connect()

        # Again after Wagtail's apps are ready: pictures and files get theirs there.
        policies.register()
