"""Guides: catalogue, outlines, pages, the Document and its presenter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    """The room where guides and manuals are compiled."""

    name = "guides"
    verbose_name = _("Guides and manuals")

    def ready(self):
        from guides import answers

        answers.register()
