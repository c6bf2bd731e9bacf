"""Moderation: submissions, the four stages, and the rules about people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """The room where Submissions are reviewed."""

    name = "moderation"
    verbose_name = _("Review")

    def ready(self) -> None:
        from core.audit import acts as audit_acts
        from core.audit.following import follow
        from moderation import acts, answers, signal_handlers
        from moderation.models import Checklist, StageLimit

        audit_acts.register(acts.LABELS)
        for model in (StageLimit, Checklist):
            follow(model)
        answers.register()
        signal_handlers.connect()
