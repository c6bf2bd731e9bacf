"""What publication adds to the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from core.access.scope import scope_of
from guides.models import GuidePage
from publication import admin_registry  # noqa: F401  modeladmin registers while hooks load
from publication.bundles import urls as bundles
from publication.bundles.views import can_look as can_look_at_bundles
from publication.campaigns import urls as campaigns
from publication.outlines import urls as outlines
from publication.outlines.people import can_look as can_look_at_outlines
from publication.overviews import urls as overviews
from publication.reforms import urls as reforms
from publication.reforms.people import can_look as can_look_at_reforms
from publication.seeing_figures import can_see_quality
from publication.shared_parts import urls as shared_parts
from publication.shared_parts.people import can_look as can_look_at_parts
from publication.shared_parts.standard_views import address_for


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The addresses below /admin/publication/."""
    return [
        path("publication/", include("publication.urls")),
        *overviews.urlpatterns,
        *bundles.urlpatterns,
        *campaigns.urlpatterns,
        *outlines.urlpatterns,
        *shared_parts.urlpatterns,
        *reforms.urlpatterns,
    ]


class QualityMenuItem(MenuItem):
    """质检 in the main menu, for those who see a department's figures or all of them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_quality(request.user)


class BundlesMenuItem(MenuItem):
    """一件事 in the main menu, for those who work on guides."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_look_at_bundles(request.user)


@hooks.register("register_admin_menu_item")
def bundles_menu_item() -> BundlesMenuItem:
    """Lead to the bundles."""
    return BundlesMenuItem(_("Bundles"), reverse("bundles_list"), icon_name="link", order=250)


class OutlinesMenuItem(MenuItem):
    """模板管理 in the main menu, for the reform office and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_look_at_outlines(request.user)


@hooks.register("register_admin_menu_item")
def outlines_menu_item() -> OutlinesMenuItem:
    """Lead to the versions and drafts of outlines."""
    label, url = _("Versions of outlines"), reverse("outlines_list")
    return OutlinesMenuItem(label, url, icon_name="list-ul", order=249)


class SharedPartsMenuItem(MenuItem):
    """共用 in the main menu, for those who work on guides."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_look_at_parts(request.user)


@hooks.register("register_admin_menu_item")
def shared_parts_menu_item() -> SharedPartsMenuItem:
    """Lead to the shared parts."""
    url = reverse("shared_parts_list")
    return SharedPartsMenuItem(_("Shared parts"), url, icon_name="copy", order=248)


@hooks.register("register_admin_menu_item")
def coverage_menu_item() -> QualityMenuItem:
    """Lead to the board of coverage."""
    label = _("Progress of compiling")
    return QualityMenuItem(label, reverse("coverage_board"), icon_name="table", order=255)


@hooks.register("register_page_header_buttons")
def standard_guide_button(
    page: Any, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Lead from a guide to its standard guide, or to making it one."""
    if isinstance(page, GuidePage) and (address := address_for(user, page)):
        yield Button(_("Standard guide"), address, icon_name="copy", priority=6)


class SuccessionsMenuItem(MenuItem):
    """承继 among the reports, for those who see all departments."""

    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of(request.user).sees_all_departments


@hooks.register("register_reports_menu_item")
def successions_menu_item() -> SuccessionsMenuItem:
    """Lead to the successions: mergers, divisions, transfers."""
    return SuccessionsMenuItem(
        _("Successions"), reverse("publication:successions"), icon_name="redirect", order=820
    )


class ReformsMenuItem(MenuItem):
    """机构改革 among the reports, for those who see all departments."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_look_at_reforms(request.user)


@hooks.register("register_reports_menu_item")
def reforms_menu_item() -> ReformsMenuItem:
    """Lead to the reforms of departments."""
    return ReformsMenuItem(
        _("Reforms of departments"), reverse("reforms_list"), icon_name="group", order=815
    )


@hooks.register("register_admin_menu_item")
def campaigns_menu_item() -> QualityMenuItem:
    """Lead to the campaigns, and to what a changed catalogue asks for."""
    return QualityMenuItem(
        _("Campaigns"), reverse("campaigns_list"), icon_name="calendar-check", order=257
    )


@hooks.register("register_admin_menu_item")
def quality_menu_item() -> QualityMenuItem:
    """Lead to the quality overview."""
    return QualityMenuItem(_("Quality"), reverse("quality_overview"), icon_name="check", order=260)
