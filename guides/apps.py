"""Guides: catalogue, outlines, pages, the Document and its presenter."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    """The room where guides and manuals are compiled."""

    name = "guides"
    verbose_name = _("Guides and manuals")

    def ready(self) -> None:
        from core.audit.following import follow
        from guides import answers
        from guides.laws import following
        from guides.laws.loading import ship
        from guides.models import LifeEvent, Outline, OutlineSection, Theme

        for model in (LifeEvent, Outline, OutlineSection, Theme):
            follow(model)
        answers.register()
        following.connect()
        post_migrate.connect(ship, sender=self, dispatch_uid="guides.ship_laws")
