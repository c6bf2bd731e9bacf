"""Read-only registers in the admin: filed versions, events, and events that a consumer refused."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from core.roles import scope_of
from publication.models import DeadLetter, Event, PublishedVersion


class ReadOnlyForCity(PermissionHelper):
    """City roles and superusers read; nobody adds, changes or deletes."""

    def user_has_any_permissions(self, user):
        return scope_of(user).sees_all_departments

    def user_can_list(self, user):
        return scope_of(user).sees_all_departments

    def user_can_inspect_obj(self, user, obj):
        return scope_of(user).sees_all_departments

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class Register(ModelAdmin):
    """Base of the registers: listed, inspected, exported, never edited."""

    permission_helper_class = ReadOnlyForCity
    inspect_view_enabled = True
    list_per_page = 50


class FilingRegister(Register):
    """备案登记簿: every filed version with its number."""

    model = PublishedVersion
    menu_label = _("Filing register")
    menu_icon = "clipboard-list"
    list_display = (
        "filing_no",
        "title",
        "kind",
        "version",
        "filed_on",
        "effective_on",
        "state_link",
    )
    list_filter = ("kind", "origin", "filed_on")
    search_fields = ("filing_no", "title", "code")
    list_export = (
        "filing_no",
        "title",
        "code",
        "kind",
        "version",
        "department_slug",
        "filed_on",
        "published_on",
        "effective_on",
        "origin",
        "sha256",
    )
    inspect_view_fields = (
        "filing_no",
        "title",
        "code",
        "kind",
        "version",
        "department_slug",
        "filed_on",
        "filed_by",
        "filing_body",
        "published_on",
        "effective_on",
        "expires_on",
        "origin",
        "sha256",
        "public_sha256",
        "seq",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "public_text")

    def state_link(self, version):
        """A link to where a guide is suspended, resumed or abolished."""
        url = reverse("publication:state", args=[version.code])
        return format_html('<a href="{}">{}</a>', url, _("State"))

    state_link.short_description = _("state")


class EventList(Register):
    """事件: what happened to guides and manuals, in commit order."""

    model = Event
    menu_label = _("Events")
    menu_icon = "list-ul"
    list_display = ("seq", "type", "code", "kind", "version", "at")
    list_filter = ("type", "kind", "at")
    search_fields = ("code",)
    ordering = ("-seq",)
    list_export = ("seq", "type", "code", "kind", "version", "sha256", "at")
    inspect_view_fields = (*list_export, "payload")


class DeadLetterList(Register):
    """死信: events that a consumer refused too often."""

    model = DeadLetter
    menu_label = _("Refused events")
    menu_icon = "warning"
    list_display = ("consumer", "event", "attempts", "at", "resolved_at", "error")
    list_filter = ("consumer",)
    list_select_related = ("event",)


@modeladmin_register
class PublicationGroup(ModelAdminGroup):
    """备案公布 in the menu."""

    menu_label = _("Filing and publication")
    menu_icon = "success"
    menu_order = 250
    items = (FilingRegister, EventList, DeadLetterList)
