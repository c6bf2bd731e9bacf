"""Operations: inspections, incidents, maintenance plan, backups, status and reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """The room of those who keep the system running."""

    name = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from core.audit import acts as audit_acts
        from operations import acts, answers

        audit_acts.register(acts.LABELS)
        answers.register()
