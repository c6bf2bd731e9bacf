"""What a job would do, counted by indexed queries before anybody confirms it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise

from core.models import Department
from core.registries import bound_guides, guides_in_review
from guides.branches.moving import items_taken
from guides.branches.tree import Branch, guides_below
from guides.models import BranchJob, GuidePage, ServiceItem

Kept = BranchJob.Kept


@dataclass(frozen=True)
class Forecast:
    """How many guides a job would look at, and how many it would keep, by reason."""

    total: int
    kept: dict

    @property
    def to_do(self) -> int:
        """How many guides would be deleted or handed over."""
        return self.total - sum(self.kept.values())

    @property
    def kept_in_words(self) -> list[tuple[str | Promise, int]]:
        """The reasons that occur, as (in words, how many)."""
        return [(Kept(why).label, count) for why, count in self.kept.items() if count]


def forecast(
    kind: str,
    branch: Branch,
    target: Department | None = None,
    items: Collection[int] = (),
    *,
    takes_reviewed: bool = False,
) -> Forecast:
    """Return the Forecast of deleting a Branch's drafts, or of handing its guides to a
    department: those of `items` or all, with those under review where it `takes_reviewed`.
    """
    guides = guides_below(branch.page.path)
    if items:
        guides = guides.filter(situation__item__in=items)
    if kind == BranchJob.Kind.DELETE:
        counted = guides.aggregate(total=Count("pk"), bound=Count("pk", filter=bound_guides()))
        return Forecast(counted["total"], {Kept.BOUND: counted["bound"]})
    return _of_hand_over(guides, target, takes_reviewed)


def _of_hand_over(guides, target, takes_reviewed):
    """Count guides with those of the same items that stand in other folders."""
    items = guides.values("situation__item")
    whole = GuidePage.objects.filter(situation__item__in=items)
    reviewed = whole.none() if takes_reviewed else whole.filter(guides_in_review())
    held_up = Q(situation__item__in=list(reviewed.values_list("situation__item", flat=True)))
    taken = ServiceItem.objects.filter(items_taken(target), pk__in=items)
    same_code = Q(situation__item__in=list(taken.values_list("pk", flat=True)))
    counted = whole.aggregate(
        total=Count("pk"),
        sibling=Count("pk", filter=held_up),
        code_taken=Count("pk", filter=same_code & ~held_up),
    )
    in_review = reviewed.count()
    kept = {
        Kept.IN_REVIEW: in_review,
        Kept.SIBLING_IN_REVIEW: counted["sibling"] - in_review,
        Kept.CODE_TAKEN: counted["code_taken"],
    }
    return Forecast(counted["total"], kept)
