"""Operations: inspections, incidents, backups and reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """The room of those who keep the system running."""

    name = "operations"
    verbose_name = _("Operations")
