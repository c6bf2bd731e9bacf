"""People in the admin: operators add and deactivate them; nobody becomes a superuser there.

No form here takes a password: people set theirs by a link (`core.granting.sign_in_link`).
"""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserFilterSet, UserViewSet

from core.granting import memberships
from core.granting.open_work import has_open_work
from core.lists.plain_words import FlagColumn
from core.people.changes_log import CHANGED, CREATED, log_change

HAND_OVER = _("Hand over and shut")
NOT_OFFERED = ("is_superuser", "groups")
FACTS = ("username", "first_name", "last_name", "email", "is_active")
OPTIONAL = ("email", "first_name", "last_name")


class _WithoutGroups:
    """Leaves out what roles replace, and passwords; superusers are made on the command line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NOT_OFFERED:
            self.fields.pop(name, None)
        for name in OPTIONAL:
            self.fields[name].required = False
        self.before = _facts(self.instance) if self.instance.pk else {}

    def save(self, commit: bool = True) -> Any:
        person = super().save(commit)
        action = CHANGED if self.before else CREATED
        log_change(person, action, before=self.before, after=_facts(person))
        return person


def _facts(person):
    return {name: getattr(person, name) for name in FACTS}


class PersonCreationForm(_WithoutGroups, UserCreationForm):
    """The form of a new person, who cannot sign in before using a link."""

    def _post_clean(self):
        super()._post_clean()
        self.instance.set_unusable_password()


class PersonEditForm(_WithoutGroups, UserEditForm):
    """The form of a known person."""


class PersonFilterSet(UserFilterSet):
    """Filters of the list of people: no groups."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.filters["group"]


class PersonIndexView(IndexView):
    """The list of people, without bulk actions."""

    @property
    def columns(self) -> list[Column]:
        return [
            FlagColumn(column.name, label=column.label)
            if isinstance(column, BooleanColumn)
            else column
            for column in super().columns
            if not isinstance(column, BulkActionsCheckboxColumn)
        ]


def link_page(person: Any) -> str:
    """Return the address of the page that makes a link for a person."""
    return reverse("core_sign_in_link", args=[person.pk])


class PersonCreateView(CreateView):
    """A new person; the next page makes the link to set a password."""

    def get_success_url(self) -> str:
        return link_page(self.object)


class PersonEditView(EditView):
    """A known person.

    A new e-mail address or user name is a way to become that person: what the person may decide
    or grant waits for a second operator then.
    """

    IDENTIFYING = frozenset({"email", "username"})

    def save_instance(self) -> Any:
        person = super().save_instance()
        if self.IDENTIFYING & set(self.form.changed_data):
            memberships.require_confirmation_again(person.memberships.all(), self.request.user)
        if not person.is_active and has_open_work(person):
            self._say_what_stays(person)
        return person

    def _say_what_stays(self, person):
        """An account may have to be shut at once, so it is; what is open waits for nobody then."""
        text = _("“%(name)s” is shut and still has open work: hand it over, else it stays lying.")
        buttons = [messages.button(reverse("core_hand_over", args=[person.pk]), HAND_OVER)]
        messages.warning(self.request, text % {"name": person}, buttons=buttons)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        link = Button(_("Link to set a password"), url=link_page(self.object), icon_name="key")
        buttons = [*super().header_more_buttons, link]
        if self.object != self.request.user and not self.object.is_superuser:
            address = reverse("core_hand_over", args=[self.object.pk])
            buttons.append(Button(HAND_OVER, url=address, icon_name="group"))
        return buttons


class PersonViewSet(UserViewSet):
    """Accounts of people; what they may do is in their memberships."""

    add_view_class = PersonCreateView
    edit_view_class = PersonEditView

    index_view_class = PersonIndexView
    filterset_class = PersonFilterSet
    # Wagtail's own templates show the groups.
    template_prefix = ""

    def get_form_class(
        self, for_update: bool = False
    ) -> type[PersonEditForm] | type[PersonCreationForm]:
        return PersonEditForm if for_update else PersonCreationForm
