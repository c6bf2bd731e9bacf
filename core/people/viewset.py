"""People in the admin: operators add and deactivate them; nobody becomes a superuser there."""

from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserFilterSet, UserViewSet

from core.people.changes_log import CHANGED, CREATED, log_change

NOT_OFFERED = ("is_superuser", "groups")
FACTS = ("username", "first_name", "last_name", "email", "is_active")
OPTIONAL = ("email", "first_name", "last_name")


class _WithoutGroups:
    """Leaves out of a form what roles replace; superusers are made on the command line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NOT_OFFERED:
            self.fields.pop(name, None)
        for name in OPTIONAL:
            self.fields[name].required = False
        self.before = _facts(self.instance) if self.instance.pk else {}

    def save(self, commit=True):
        person = super().save(commit)
        action = CHANGED if self.before else CREATED
        log_change(person, action, before=self.before, after=_facts(person))
        return person


def _facts(person):
    return {name: getattr(person, name) for name in FACTS}


class PersonCreationForm(_WithoutGroups, UserCreationForm):
    """The form of a new person."""


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
    def columns(self):
        return [
            column
            for column in super().columns
            if not isinstance(column, BulkActionsCheckboxColumn)
        ]


class PersonViewSet(UserViewSet):
    """Accounts of people; what they may do is in their memberships."""

    index_view_class = PersonIndexView
    filterset_class = PersonFilterSet
    # Wagtail's own templates show the groups.
    template_prefix = ""

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
