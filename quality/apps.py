"""Quality: rules, word lists, findings and scores of a Document."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """The room of quality rules (质检)."""

    name = "quality"
    verbose_name = _("Quality")

    def ready(self) -> None:
        from core.audit.following import follow
        from quality import policies, signal_handlers
        from quality.models import RuleSetting, Waiver, WordEntry
        from quality.shipping import ship

        for model in (RuleSetting, WordEntry, Waiver):
            follow(model)
        policies.register()
        signal_handlers.connect()
        post_migrate.connect(ship, sender=self, dispatch_uid="quality.ship")
