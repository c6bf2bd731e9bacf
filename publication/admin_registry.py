"""Read-only registers in the admin: filed versions, events, and events that a consumer refused."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import lookup_field
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail_modeladmin.helpers import (
    AdminURLHelper,
    ButtonHelper,
    DjangoORMSearchHandler,
    PermissionHelper,
)
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import IndexView

from core.access.scope import Person, scope_of
from core.lists.paging import MOST_COUNTED, CappedPaginator, counted
from core.lists.plain_words import PlainRegisterInspectView
from publication.models import DeadLetter, Event, PublishedVersion
from publication.register import state_now, with_names


class ReadOnlyForCity(PermissionHelper):
    """City roles and superusers read; nobody adds, changes or deletes."""

    def user_has_any_permissions(self, user: Person) -> bool:
        return scope_of(user).sees_all_departments

    def user_can_list(self, user: Person) -> bool:
        return scope_of(user).sees_all_departments

    def user_can_inspect_obj(self, user: Person, obj: Any) -> bool:
        return scope_of(user).sees_all_departments

    def user_can_create(self, user: Person) -> bool:
        return False

    def user_can_edit_obj(self, user: Person, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Person, obj: Any) -> bool:
        return False


class AddressesByNumber(AdminURLHelper):
    """Addresses of a register's rows: their keys are numbers, and nothing else is looked for."""

    def get_action_url_pattern(self, action: str) -> str:
        """Return Wagtail's pattern, in which a row's key is a number."""
        pattern = super().get_action_url_pattern(action)
        return pattern.replace(r"(?P<instance_pk>[-\w]+)", "(?P<instance_pk>[0-9]{1,18})")


class RegisterList(IndexView):
    """The list of a register: its rows are counted up to a limit, a table is made of so many."""

    paginator_class = CappedPaginator

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            messages.warning(request, _("The filter in this address was not understood."))
            return redirect(self.index_url)

    def get_page_title(self) -> str:
        return self.model_admin.get_menu_label()

    def get_base_queryset(self, request: Any = None) -> Any:
        return _counting(super().get_base_queryset(request))

    def get_queryset(self, request: Any = None) -> Any:
        return _counting(super().get_queryset(request))

    def get_ordering_field(self, field_name: str) -> None:
        return None  # only the order of the keys has an index

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return the values of an exported row, codes as their words; what is empty stays so."""
        return {field: self._value(item, field) for field in self.list_export}

    def _value(self, item, field):
        words = getattr(item, f"get_{field}_display", None)
        return words() if words else lookup_field(field, item, self.model_admin)[2]


def _counting(rows):
    rows.count = lambda: min(counted(rows), MOST_COUNTED)
    return rows


class ByNumber(DjangoORMSearchHandler):
    """Finds a row by its whole number or code, else by words among the newest rows of the list."""

    EXACT = ("filing_no", "code")

    def search_queryset(self, queryset: Any, search_term: str, **kwargs: Any) -> Any:
        if not search_term.strip():
            return queryset
        words = search_term.strip()
        exact = Q()
        for name in set(self.EXACT) & set(self.search_fields):
            exact |= Q(**{name: words})
        found = queryset.filter(exact)
        if "title" not in self.search_fields or found.exists():
            return found
        newest = queryset.order_by("-pk").values("pk")[:MOST_COUNTED]
        return queryset.filter(pk__in=newest, title__icontains=words)


class ShowButton(ButtonHelper):
    """The way from a row to its entry: nothing is checked there, it is shown."""

    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        button = super().inspect_button(*args, **kwargs)
        return button | {"label": _("Show"), "title": _("Show the whole entry")}


class RegisterEntry(PlainRegisterInspectView):
    """One entry of a register with all its fields."""

    page_title = _("Entry")

    def get_meta_title(self) -> Any:
        return self.page_title


class Register(ModelAdmin):
    """Base of the registers: listed, shown, exported, never edited."""

    permission_helper_class = ReadOnlyForCity
    url_helper_class = AddressesByNumber
    button_helper_class = ShowButton
    index_view_class = RegisterList
    inspect_view_class = RegisterEntry
    search_handler_class = ByNumber
    inspect_view_enabled = True
    list_per_page = 20


class VersionButtons(ShowButton):
    """From a filed version's title to the state of its guide; its entry is a second way."""

    def get_primary_button(self, obj: Any) -> dict[str, Any]:
        return {
            "url": reverse("publication:state", args=[obj.code]),
            "title": _("State, versions and events; suspend, resume, abolish"),
        }

    def get_buttons_for_obj(self, obj: Any, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        certificate = {
            "url": reverse("exchange_certificate", args=[obj.pk]),
            "label": pgettext_lazy("of filing", "Certificate"),
            "classname": "button button-small",
            "title": _("Certificate of filing (PDF), with the code by which it is checked"),
        }
        return [*super().get_buttons_for_obj(obj, *args, **kwargs), certificate]


class VersionEntry(RegisterEntry):
    """One filed version with all its fields, the department by its name, and its state now."""

    def get_field_label(self, field_name: str, field: Any = None) -> Any:
        is_state = field_name == "state"
        return _("state") if is_state else super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        if field_name == "state":
            return state_now(self._named).label
        if field_name == "department_slug":
            return department_of(self._named)
        return super().get_field_display_value(field_name, field)

    @cached_property
    def _named(self):
        return with_names(PublishedVersion.objects.defer("text", "public_text")).get(
            pk=self.instance.pk
        )


class FilingRegister(Register):
    """备案登记簿: every filed version with its number."""

    model = PublishedVersion
    button_helper_class = VersionButtons
    inspect_view_class = VersionEntry
    menu_label = _("Filing register")
    menu_icon = "clipboard-list"
    list_display = (
        "filing_no",
        "title",
        "kind",
        "version",
        "department",
        "filed",
        "in_force_from",
        "state",
    )
    list_display_add_buttons = "title"
    index_view_extra_css = ["publication/register.css"]
    list_filter = ("kind", "origin", "filed_on")
    search_fields = ("filing_no", "title", "code")
    list_export = (
        "filing_no",
        "title",
        "code",
        "kind",
        "version",
        "department",
        "filed_on",
        "published_on",
        "effective_on",
        "state",
        "origin",
        "sha256",
    )
    inspect_view_fields = (
        "filing_no",
        "title",
        "code",
        "kind",
        "version",
        "state",
        "department_slug",
        "filed_on",
        "signed_name",
        "signed_username",
        "signed_role",
        "filing_body",
        "published_on",
        "effective_on",
        "expires_on",
        "origin",
        "sha256",
        "public_sha256",
        "seq",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_names(super().get_queryset(request).defer("text", "public_text"))

    def department(self, version: Any) -> str:
        """Return the department's name as it is now."""
        return department_of(version)

    department.short_description = _("department")

    def filed(self, version: PublishedVersion) -> str:
        """Return the day of filing, short."""
        return version.filed_on.isoformat()

    filed.short_description = _("filed on")

    def in_force_from(self, version: PublishedVersion) -> str:
        """Return the day from which the version holds, short."""
        return version.effective_on.isoformat()

    in_force_from.short_description = _("in force from")

    def state(self, version: Any) -> str | Promise:
        """Return what readers get of this version, in words."""
        return state_now(version).label

    state.short_description = _("state")


def department_of(version: Any) -> str:
    """Return the name of a version's department; its slug when it is none of ours any more."""
    return version.department_name or version.department_slug


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
    list_export = list_display


@modeladmin_register
class PublicationGroup(ModelAdminGroup):
    """备案公布 in the menu."""

    menu_label = _("Filing and publication")
    menu_icon = "success"
    menu_order = 250
    items = (FilingRegister, EventList, DeadLetterList)
