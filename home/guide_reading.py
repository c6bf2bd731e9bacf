"""What a guide's page reads: the states of the item in one query, its versions in another."""

from django.db.models import Case, F, JSONField, Q, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from guides.choices import DocumentKind
from guides.showing.words import day, picked
from home.listing import row_name
from publication.choices import OPEN_STATES, State
from publication.models import PublicState, PublishedVersion
from publication.reading import version_state

MOST_SITUATIONS = 60


class States:
    """The public state of a guide, with its siblings: the other situations of the same item."""

    def __init__(self, code, found):
        self.code = code
        self.own = next((state for state in found if state.code == code), None)
        self.siblings = [
            state for state in found if state.code == code or state.state in OPEN_STATES
        ]

    def key(self):
        """Give what changes whenever the pages of this item must change."""
        return [f"{state.code}:{state.state}:{state.seq}" for state in self.siblings]

    def links(self, number=None):
        """Give the row of situations; empty when there is only one."""
        links = [
            {
                "code": state.code,
                "name": state.summary.get("situation") or row_name(state.summary, state.title),
                "current": state.code == self.code,
                "suspended": state.state == State.SUSPENDED,
            }
            for state in self.siblings
        ]
        return links if len(links) > 1 else []


def states_of(code):
    """Give the States of a guide's item, without the texts; one query."""
    mine = PublicState.objects.filter(code=code, kind=DocumentKind.GUIDE)
    # Without a basic code the key ends in a colon and would name unrelated items.
    same_item = Q(item_key=Subquery(mine.values("item_key")[:1])) & ~Q(item_key__endswith=":")
    found = (
        PublicState.objects.filter(Q(code=code) | same_item, kind=DocumentKind.GUIDE)
        .select_related("current")
        .defer("current__text", "current__public_text")
        .order_by("code")
    )
    return States(code, list(found[:MOST_SITUATIONS]))


def versions_of(code, number):
    """Give all versions of a guide, newest first, with `note` (what changed); one query.

    Only version `number` brings its public text (`shown_text`), the others an empty one.
    """
    return list(
        PublishedVersion.objects.filter(code=code, kind=DocumentKind.GUIDE)
        .annotate(
            shown_text=Case(
                When(version=number, then=F("public_text")),
                default=Value(""),
                output_field=TextField(),
            ),
            note=KeyTextTransform("change_note", Cast("public_text", JSONField())),
        )
        .defer("text", "public_text")
        .order_by("-version")
    )


def version_rows(state, versions, shown):
    """Give the list of versions as a page shows it; `shown` is the number on the page."""
    return [
        {
            "number": one.version,
            "effective_on": day(one.effective_on),
            "filing_no": one.filing_no,
            "note": one.note or "",
            "shown": one.version == shown,
            "current": one.version == state.current.version,
            "coming": version_state(state, one.version) == State.SCHEDULED,
        }
        for one in versions
    ]


def title_of(state):
    """Give the name of a guide for a page's title."""
    return picked(row_name(state.summary, state.title))["text"]
