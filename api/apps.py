"""API: what portals take and follow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The room that portals talk to."""

    name = "api"
    verbose_name = _("Portal API")
