"""What waits for a reviewer beside the queue: acts of others, changed shared parts, reforms."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.choices import Role
from core.first_page.block import Block
from guides.choices import DocumentKind
from guides.showing.words import short_title
from moderation.rules import ROLE_OF_STAGE
from publication.models import PublicState, StateProposal
from publication.proposals import confirmable_by
from publication.reforms.people import reforms_waiting_for
from publication.shared_parts.views import changes_waiting_for

SECOND_HAND = [Role.DEPARTMENT_REVIEWER, *ROLE_OF_STAGE.values()]
SHOWN = 6
"""So many of each kind; who needs more opens the lists."""


@dataclass(frozen=True)
class Row:
    """One thing to decide: what it is called, what is asked, by whom, where."""

    name: str
    what: str
    by: str
    url: str


class SecondHandBlock(Block):
    """等您复核: acts of others on published guides, changes of shared parts, reforms."""

    name = "second_hand"
    heading = gettext_lazy("Waiting for you as the second person")
    template_name = "publication/first_page/second_hand.html"

    def __init__(self, user):
        super().__init__(user)
        self.rows = [*_proposals(user), *_part_changes(user), *_reforms(user)]
        self.count = len(self.rows)
        self.is_shown = bool(self.rows)
        if self.rows:
            self.answer = ngettext(
                "%(count)s act of others waits for you",
                "%(count)s acts of others wait for you",
                self.count,
            ) % {"count": self.count}


def _proposals(user: Any) -> list[Row]:
    waiting = confirmable_by(user).select_related("proposed_by").order_by("pk")
    mine = list(waiting[:SHOWN])
    codes = {one.codes[0] for one in mine}
    guides = PublicState.objects.filter(code__in=codes, kind=DocumentKind.GUIDE)
    titles = dict(guides.values_list("code", "title")) if codes else {}
    return [_proposal(one, titles.get(one.codes[0], one.codes[0])) for one in mine]


def _proposal(proposal: StateProposal, title: str) -> Row:
    name, rest = short_title(title), len(proposal.codes) - 1
    if rest:
        name = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", rest) % {
            "name": name,
            "count": rest,
        }
    address = reverse("publication:state", args=[proposal.codes[0]])
    return Row(name, proposal.act, str(proposal.proposed_by), address)


def _part_changes(user: Any) -> list[Row]:
    return [
        Row(
            change.part.name,
            _("Changed shared part"),
            str(change.asked_by or ""),
            reverse("shared_parts_change", args=[change.pk]),
        )
        for change in changes_waiting_for(user, most=SHOWN)
    ]


def _reforms(user: Any) -> list[Row]:
    return [
        Row(
            str(reform),
            _("Reform of departments"),
            str(reform.written_by or ""),
            reverse("reforms_one", args=[reform.pk]),
        )
        for reform in reforms_waiting_for(user)[:SHOWN]
    ]
