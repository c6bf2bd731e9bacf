"""Demo: the demo city, and generated records for measuring."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The room of the demo city (演示城市)."""

    name = "demo"
    verbose_name = _("Demo city")
