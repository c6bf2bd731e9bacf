"""What a reform cannot take along: how many, which, why, and what to do about it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries import guides_in_review
from guides.branches.moving import items_taken
from guides.models import SharedPart
from publication.choices import ReformKind
from publication.models import Reform
from publication.reforms.scope import guides_of, items_of
from publication.reforms.steps import under_change

EXAMPLES = 5


@dataclass(frozen=True)
class Obstacle:
    """Why some things stay where they are, and the remedy."""

    why: str | Promise
    remedy: str | Promise
    count: int
    examples: list[str]


def obstacles_of(reform: Reform) -> list[Obstacle]:
    """Return what would be left, by reason; one query where nothing would."""
    if reform.kind not in (ReformKind.MERGE, ReformKind.SPLIT):
        return []
    taken = items_of(reform).filter(items_taken(reform.target))
    found = [
        _obstacle(
            _("The receiver has an item of the same basic code"),
            _("Let one guide follow the other (Successions), or correct the basic code."),
            taken,
            "name",
        )
    ]
    if reform.kind == ReformKind.SPLIT:
        found.append(
            _obstacle(
                _("Under review, with the other guides of the item"),
                _("It goes on where it is. Once it is decided, carry on with the rest here."),
                guides_of(reform).filter(guides_in_review()),
                "title",
            )
        )
    if reform.kind == ReformKind.MERGE:
        busy = SharedPart.objects.filter(department__in=reform.sources.values("pk"))
        found.append(
            _obstacle(
                _("Shared parts of which a change is being reviewed"),
                _("Let the review end or take the change back, then carry on with the rest here."),
                busy.filter(under_change()).order_by("pk"),
                "name",
            )
        )
    return [one for one in found if one.count]


def _obstacle(why, remedy, rows: QuerySet, name: str) -> Obstacle:
    count = rows.count()
    examples = list(rows.values_list(name, flat=True)[:EXAMPLES]) if count else []
    return Obstacle(why, remedy, count, examples)
