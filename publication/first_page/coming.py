"""What comes by itself: suspensions that end, and versions that come into force."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.access.scope import scope_of
from core.choices import Role
from core.first_page.block import Block
from guides.choices import DocumentKind
from publication.choices import State
from publication.models import PublicState
from publication.suspensions.ending import ending

SHOWN = 10


class ComingBlock(Block):
    """到期的暂停和待生效: what the filing officer decides about, then what comes into force."""

    name = "coming"
    heading = gettext_lazy("Suspensions that end, and what comes into force")
    template_name = "publication/first_page/coming.html"

    def __init__(self, user):
        super().__init__(user)
        self.suspensions = Suspensions(user)
        scheduled = PublicState.objects.filter(
            state=State.SCHEDULED, kind=DocumentKind.GUIDE, due_on__gte=timezone.localdate()
        )
        self.scheduled = list(scheduled.order_by("due_on", "pk")[:SHOWN])


class Suspensions:
    """The suspensions that end and concern a person (到期的暂停): a task, or only news."""

    def __init__(self, user, slugs=()):
        self.decides = Role.FILING_OFFICER in scope_of(user).roles
        # A filing officer decides for every department.
        rows = list(_of(slugs, self.decides)[: SHOWN + 1])
        self.rows, self.has_more = rows[:SHOWN], len(rows) > SHOWN


def _of(slugs, decides):
    """Return the suspensions that a person decides about, or of whose department the person is."""
    if decides:
        return ending()
    return ending().filter(Q(department_slug__in=slugs) | Q(handed_to__slug__in=slugs))
