"""The app that gives the project's own commands, such as `serve`."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The frame around the rooms; it has no models."""

    name = "config"
