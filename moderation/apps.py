"""Moderation: submissions, the four stages, and the rules about people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """The room where Submissions are reviewed."""

    name = "moderation"
    verbose_name = _("Review")

    def ready(self):
        from moderation import answers, signal_handlers

        answers.register()
        signal_handlers.connect()
