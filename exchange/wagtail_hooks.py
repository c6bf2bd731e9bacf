"""What importing adds to the admin: 导入 in the menu, and its addresses."""

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from exchange.uploads.access import can_upload, can_upload_catalogues
from exchange.urls import urlpatterns


class ImportMenuItem(MenuItem):
    """导入 in the main menu, for those who compile or keep the catalogue."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_upload(request.user) or can_upload_catalogues(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of this room."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def import_menu_item() -> ImportMenuItem:
    """Offer bringing files in beside the new guide."""
    return ImportMenuItem(_("Import"), reverse("exchange_imports"), icon_name="upload", order=155)
