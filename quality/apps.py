"""Quality: rules, word lists, findings and scores of a Document."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """The room of quality rules (质检)."""

    name = "quality"
    verbose_name = _("Quality")
