"""Quality: rules, word lists, findings and scores of a Document."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """The room of quality rules (质检)."""

    name = "quality"
    verbose_name = _("Quality")

    def ready(self):
        from quality import policies, signal_handlers
        from quality.shipping import ship

        policies.register()
        signal_handlers.connect()
        post_migrate.connect(ship, sender=self, dispatch_uid="quality.ship")
