"""Core: departments, people's roles, and what every room builds on."""

from django.apps import AppConfig
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.requests import path_converters

# At once: other apps read their routes while they get ready, and a route is compiled only once.
path_converters.register()


def followed_models() -> tuple[type[Model], ...]:
    """Return the settings of this room, every change of which is written down."""
    from wagtail.models import Site

    from core.models import CalendarDay, Department, HolidayNotice

    return CalendarDay, Department, HolidayNotice, Site


class CoreConfig(AppConfig):
    """The room of departments and roles."""

    name = "core"
    verbose_name = _("Departments and roles")

    def ready(self) -> None:
        from core import answers, checks, policies  # noqa: F401  checks register themselves
        from core.audit import (
            acts,
            listening,  # noqa: F401  which connects itself
            wagtail_log_guards,
        )
        from core.audit.following import follow
        from core.duties import listening as calendar_listening
        from core.granting import delegations
        from core.lists.exports import export
        from core.sign_in import beginning  # noqa: F401  which connects itself
        from core.wagtail_changes.install import install

        install(export)
        wagtail_log_guards.connect()
        calendar_listening.connect()
        acts.register(delegations.LABELS)
        for model in followed_models():
            follow(model)
        answers.register()

        # Again after Wagtail's apps are ready: pictures and files get theirs there.
        policies.register()
