"""The formal and the compliance reviewer's second block: what they returned and is due back."""

from typing import cast

from django.utils.translation import gettext_lazy

from core.first_page.block import Block
from moderation.corrections import reasons_of, return_of
from moderation.days_left import days_left
from moderation.models import Decision, Submission

SHOWN = 6


class BackBlock(Block):
    """退回待补正: what this person returned and nobody has sent again, the longest ago first."""

    name = "back"
    heading = gettext_lazy("Returned by me, due back")
    template_name = "moderation/first_page/back.html"

    def __init__(self, user):
        super().__init__(user)
        rows = Submission.objects.filter(to_correct_since__isnull=False, decisions__decided_by=user)
        rows = rows.without_texts().select_related("department").prefetch_related("decisions")
        self.rows = [
            row
            for row in rows.order_by("to_correct_since", "pk")[: 2 * SHOWN]
            if cast(Decision, return_of(row)).decided_by_id == user.pk
        ][:SHOWN]
        for row in self.rows:
            row.days_left = days_left(row)
            row.corrections = reasons_of(cast(Decision, return_of(row)), row)
