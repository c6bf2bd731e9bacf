"""What a department's people have to do about feedback, on their first page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.permissions import policy_registry

from core.choices import DEPARTMENT_ROLES
from core.first_page.block import Block, register
from feedback.choices import Outcome
from feedback.models import Correction, RatingTask

MOST_ROWS = 6


@dataclass(frozen=True)
class Row:
    """One thing to settle: what it is, where, and how many working days are left."""

    kind: str
    text: str
    url: str
    days_left: int


class FeedbackBlock(Block):
    """评价与纠错: corrections to answer and bad ratings to look into, late ones first."""

    name = "feedback"
    heading = _("Feedback to settle")
    template_name = "feedback/first_page.html"

    def __init__(self, user):
        super().__init__(user)
        corrections = self._mine(Correction).filter(outcome=Outcome.OPEN)
        tasks = self._mine(RatingTask).filter(mended_at=None).select_related("rating")
        rows = [_row(_("Correction"), one, one.text) for one in corrections[:MOST_ROWS]]
        rows += [_row(_("Bad rating"), one, str(one.rating)) for one in tasks[:MOST_ROWS]]
        self.rows = sorted(rows, key=lambda row: row.days_left)[:MOST_ROWS]
        self.count = corrections.count() + tasks.count()
        self.is_shown = bool(rows)
        if rows:
            words = ngettext(
                "%(count)s said by readers to settle",
                "%(count)s said by readers to settle",
                self.count,
            )
            self.answer = words % {"count": self.count}

    def _mine(self, model):
        policy = policy_registry.get_by_type(model)
        return policy.instances_user_has_any_permission_for(self.user, {"change"})


def _row(kind, one, text):
    name = f"wagtailsnippets_feedback_{type(one)._meta.model_name}:edit"
    return Row(str(kind), text[:80], reverse(name, args=[one.pk]), one.days_left)


def register_blocks() -> None:
    """Show the block to departments, when there is something to settle."""
    register(FeedbackBlock, place=2, roles=DEPARTMENT_ROLES)
