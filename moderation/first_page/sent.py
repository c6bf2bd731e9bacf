"""The department reviewer's second block: what was sent from here, and where it stands."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.first_page.block import Block
from moderation.days_left import days_left
from moderation.models import Submission

SHOWN = 6


class SentBlock(Block):
    """本部门报送的: what is in review or came back, what is overdue and what came back first."""

    name = "sent"
    heading = gettext_lazy("Sent by my department")
    template_name = "moderation/first_page/sent.html"

    def __init__(self, user):
        super().__init__(user)
        rows = Submission.objects.without_texts()
        mine = rows.filter(department_id__in=self.scope.reviews)
        returned = list(rows.to_correct(self.scope.reviews)[:SHOWN]) if self.scope.reviews else []
        under_way = list(mine.in_review().soonest_due_first()[:SHOWN]) if self.scope.reviews else []
        found = [*returned, *under_way]
        for row in found:
            row.days_left = days_left(row)
        self.rows = sorted(found, key=lambda row: (row.is_open, row.days_left))[:SHOWN]

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return ((_("What has ended"), reverse("moderation:done")),)
