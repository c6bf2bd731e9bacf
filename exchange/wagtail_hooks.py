"""What importing adds to the admin: 导入 in the menu, and its addresses."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from exchange.uploads.access import can_upload, can_upload_catalogues
from exchange.urls import urlpatterns
from guides.models import GuidePage, ManualPage


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


@hooks.register("register_page_header_buttons")
def papers_button(
    page: Any, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Lead from a guide or manual to its papers, for those who may read it."""
    if isinstance(page, GuidePage | ManualPage) and page.permissions_for_user(user).can_view():
        url = reverse("exchange_papers", args=[page.pk])
        yield Button(_("Papers"), url, icon_name="download", priority=8)
