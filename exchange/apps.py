"""Exchange: documents and catalogues in and out of the system."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """The room of import and export (导入导出)."""

    name = "exchange"
    verbose_name = _("Import and export")

    def ready(self) -> None:
        from exchange import answers

        answers.register()
