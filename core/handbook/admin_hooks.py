"""The handbook's addresses, and its entry in the menu 帮助."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views


@hooks.register("register_admin_urls")
def handbook_addresses() -> list[URLPattern]:
    """Return the addresses of the handbook, below /admin/handbook/."""
    return [
        path("handbook/", views.here, name="core_handbook"),
        path("handbook/shots/<slug:name>.png", views.shot, name="core_handbook_shot"),
        path("handbook/<slug:slug>/", views.chapter, name="core_handbook_chapter"),
    ]


@hooks.register("register_help_menu_item")
def handbook_menu_item() -> MenuItem:
    """Offer the chapter of the person's role, at the section of the screen at hand."""
    return MenuItem(
        _("Handbook"), reverse("core_handbook"), name="handbook", icon_name="help", order=10
    )
