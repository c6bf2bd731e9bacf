"""The first page's panel on suspensions that end: a task to some, a notice to others."""

from django.db.models import Q
from wagtail.admin.ui.components import Component

from core.access.scope import scope_of
from core.choices import Role
from core.models import Department
from publication.suspensions.ending import ending


class EndingSuspensions(Component):
    """到期的暂停: filing officers decide about them, their departments are told."""

    name = "ending_suspensions"
    template_name = "publication/ending_suspensions.html"
    order = 90

    class Media:
        css = {"all": ["publication/register.css"]}

    SHOWN = 10

    def __init__(self, user):
        self.decides = Role.FILING_OFFICER in scope_of(user).roles
        self.rows = list(_of(user, self.decides)[: self.SHOWN + 1])

    def get_context_data(self, parent_context):
        return {
            "rows": self.rows[: self.SHOWN],
            "has_more": len(self.rows) > self.SHOWN,
            "decides": self.decides,
        }


def _of(user, decides):
    """Return the suspensions that a person decides about, or of whose department the person is."""
    if decides:
        return ending()
    departments = Department.objects.filter(pk__in=scope_of(user).department_ids)
    slugs = (
        list(departments.values_list("slug", flat=True)) if scope_of(user).department_ids else []
    )
    return ending().filter(Q(department_slug__in=slugs) | Q(handed_to__slug__in=slugs))


def panels_of(user):
    """Return the panel for a person, or nothing when no suspension ends that concerns them."""
    scope = scope_of(user)
    if Role.FILING_OFFICER not in scope.roles and not scope.department_ids:
        return []
    panel = EndingSuspensions(user)
    return [panel] if panel.rows else []
