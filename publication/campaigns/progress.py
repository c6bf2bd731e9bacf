"""How far a campaign is: counted by the relay for each department, day by day."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from core.models import Department
from core.running.retrying import retrying
from core.running.step_by_step import StepByStep
from guides.choices import DocumentKind
from guides.models import GuidePage, ItemSituation, ServiceItem
from publication.choices import OPEN_STATES, CampaignGoal
from publication.models import Campaign, CampaignCount, PublicState, PublishedVersion

REST = timedelta(minutes=10)
"""The relay counts an open campaign anew after so long."""
TOGETHER = 20
"""As many departments are counted in one step."""


def situations_of(campaign: Campaign) -> QuerySet[ItemSituation]:
    """Return the handling items in the scope of a campaign: of its departments and themes."""
    rows = ItemSituation.objects.filter(item__is_active=True)
    if departments := list(campaign.departments.values_list("pk", flat=True)):
        rows = rows.filter(item__department_id__in=departments)
    if themes := list(campaign.themes.values_list("pk", flat=True)):
        rows = rows.filter(item__in=ServiceItem.objects.filter(themes__in=themes))
    return rows


def done_condition(campaign: Campaign) -> Q:
    """Return the condition under which a handling item has what the campaign wants."""
    pages = GuidePage.objects.filter(situation=OuterRef("pk"))
    if campaign.goal == CampaignGoal.PUBLISH:
        states = PublicState.objects.filter(
            code=OuterRef("code"), kind=DocumentKind.GUIDE, state__in=OPEN_STATES
        )
        return Q(Exists(pages.filter(Exists(states))))
    versions = PublishedVersion.objects.filter(
        code=OuterRef("code"), kind=DocumentKind.GUIDE, filed_on__gte=campaign.starts_on
    )
    return Q(Exists(pages.filter(Exists(versions))))


class Counting:
    """A count of a campaign, some departments after the others: the relay goes on between them."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        ids = list(campaign.departments.values_list("pk", flat=True))
        ids = ids or list(Department.objects.values_list("pk", flat=True))
        self.left = [ids[place : place + TOGETHER] for place in range(0, len(ids), TOGETHER)]
        self.total: dict[int, int] = {}
        self.done: dict[int, int] = {}

    def step(self) -> None:
        """Count the next departments."""
        if not self.left:
            return
        rows = situations_of(self.campaign).filter(item__department_id__in=self.left.pop(0))
        self.total |= _by_department(rows)
        self.done |= _by_department(rows.filter(done_condition(self.campaign)))


def count(campaign: Campaign) -> None:
    """Count a campaign for today and keep it; notes milestones that are reached."""
    counting = Counting(campaign)
    while counting.left:
        counting.step()
    keep(counting)


@retrying
@transaction.atomic
def keep(counting: Counting) -> None:
    """Keep what was counted as the figures of today; notes milestones that are reached."""
    campaign, today = counting.campaign, timezone.localdate()
    total, done = counting.total, counting.done
    campaign.counts.filter(day=today).delete()
    # Another may count at once: the relay, and somebody who opens or saves the campaign.
    CampaignCount.objects.bulk_create(
        [
            CampaignCount(
                campaign=campaign, department_id=pk, day=today, total=number, done=done.get(pk, 0)
            )
            for pk, number in sorted(total.items())
        ],
        update_conflicts=True,
        unique_fields=["campaign", "day", "department"],
        update_fields=["total", "done"],
    )
    share = 100 * sum(done.values()) / sum(total.values()) if total else 0
    campaign.milestones.filter(reached_on=None, percent__lte=share).update(reached_on=today)
    campaign.counted_at = timezone.now()
    campaign.save(update_fields=["counted_at"])


def _by_department(rows):
    counted = rows.order_by().values_list("item__department_id")
    return dict(counted.annotate(Count("pk")))


def _is_as_begun(campaign):
    """Return whether nobody has counted the campaign meanwhile, as who changes its scope does."""
    return Campaign.objects.filter(pk=campaign.pk, counted_at=campaign.counted_at).exists()


def _next_due():
    today, old = timezone.localdate(), timezone.now() - REST
    waiting = Campaign.objects.filter(starts_on__lte=today, due_on__gte=today - timedelta(1))
    campaign = waiting.filter(Q(counted_at=None) | Q(counted_at__lt=old)).first()
    return campaign and Counting(campaign)


def _keep_unless_counted(counting):
    if _is_as_begun(counting.campaign):
        keep(counting)


counting_in_steps = StepByStep(_next_due, _keep_unless_counted)
count_when_due = counting_in_steps.work
"""Counts open campaigns whose figures are old; background work of the relay."""


def newest_counts(
    campaign: Campaign, department_ids: Collection[int] | None = None
) -> list[CampaignCount]:
    """Return the newest figures of departments (None: all), the lowest share first."""
    newest = campaign.counts.order_by("-day").values("day")[:1]
    rows = campaign.counts.filter(day=Subquery(newest)).select_related("department")
    if department_ids is not None:
        rows = rows.filter(department_id__in=department_ids)
    return sorted(rows, key=lambda row: (row.percent, -row.missing, row.department.name))


def newest_shares(
    campaigns: list[Campaign], department_ids: Collection[int] | None = None
) -> dict[int, tuple[int, int]]:
    """Return {key of the campaign: (total, done)} as they were counted last; one query."""
    same = CampaignCount.objects.filter(campaign=OuterRef("campaign"))
    rows = CampaignCount.objects.filter(
        campaign__in=campaigns, day=Subquery(same.order_by("-day").values("day")[:1])
    )
    if department_ids is not None:
        rows = rows.filter(department_id__in=department_ids)
    sums = rows.order_by().values_list("campaign").annotate(Sum("total"), Sum("done"))
    return {pk: (total, done) for pk, total, done in sums}


def course(
    campaign: Campaign, department_ids: Collection[int] | None = None
) -> list[tuple[date, int]]:
    """Return [(day, done)] of departments (None: all), the oldest first."""
    rows = campaign.counts.all()
    if department_ids is not None:
        rows = rows.filter(department_id__in=department_ids)
    sums = rows.values("day").order_by("day").annotate(Sum("done"))
    return [(one["day"], one["done__sum"]) for one in sums]
