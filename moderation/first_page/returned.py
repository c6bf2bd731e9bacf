"""The compiler's first block: what came back, why, and how long there is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.first_page.block import Block
from core.lists.paging import counted
from moderation.corrections import corrections_of, return_of
from moderation.days_left import CORRECTION, days_left
from moderation.models import Submission

SHOWN = 8
MOST = 999


class ReturnedBlock(Block):
    """退回补正: what this person's departments have to correct, the most overdue first."""

    name = "returned"
    heading = gettext_lazy("Returned for correction")
    template_name = "moderation/first_page/returned.html"

    def __init__(self, user):
        super().__init__(user)
        waiting = Submission.objects.to_correct(self.scope.compiles)
        self.count = counted(waiting, MOST)
        rows = waiting.without_texts().prefetch_related("decisions")[:SHOWN] if self.count else []
        for row in rows:
            row.days_left = days_left(row)
            row.returned_by, row.corrections = return_of(row), corrections_of(row)
            placed = [one.url for one in row.corrections if one.label]
            row.first_url = (placed or [row.corrections[0].url])[0]
        self.rows = list(rows)
        self.overdue = sum(row.days_left < 0 for row in self.rows)

    @property
    def note(self) -> str:
        return _("To be corrected within %(count)s working days") % {"count": CORRECTION}

    @property
    def answer(self) -> str:
        if not self.count:
            return ""
        sentence = ngettext(
            "%(count)s returned for correction", "%(count)s returned for correction", self.count
        ) % {"count": self.count}
        return sentence + overdue_words(self.overdue)


def overdue_words(count: int) -> str:
    """Return the end of an answer that says how many are overdue, empty for none."""
    return _(", %(count)s overdue") % {"count": count} if count else ""
