"""The reviewers' first block: what waits for this person, overdue first."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.first_page.block import Block
from core.lists.paging import counted
from moderation.days_left import days_left
from moderation.first_page.returned import MOST, overdue_words
from moderation.waiting_count import waiting

SHOWN = 8


class WaitingBlock(Block):
    """待我审核: what this person may decide now, the fewest days left first."""

    name = "waiting"
    heading = gettext_lazy("Waiting for me")
    template_name = "moderation/first_page/waiting.html"

    def __init__(self, user):
        super().__init__(user)
        rows = waiting(user).without_texts().select_related("department")
        self.count = counted(rows, MOST)
        found = list(rows.soonest_due_first()[:SHOWN]) if self.count else []
        for row in found:
            row.days_left = days_left(row)
            row.places = sum(row.changes.values())
        self.rows = found
        overdue = rows.overdue() if found and found[0].days_left < 0 else rows.none()
        self.overdue = counted(overdue, MOST)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return ((_("See all"), reverse("moderation:queue")),)

    @property
    def answer(self) -> str:
        if not self.count:
            return ""
        sentence = ngettext("%(count)s waits for you", "%(count)s wait for you", self.count)
        return sentence % {"count": self.count} + overdue_words(self.overdue)
