"""A campaign as one person sees it: the share of the departments in view, milestones, course."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.access.scope import scope_of
from core.duties.working_days import days_until
from core.papers.charts import Frame, Goal, line_chart
from publication.campaigns import progress
from publication.models import Campaign, CampaignMilestone

WEEKS = 4
"""The pace is that of the last weeks."""
CHART = Frame(width=640, height=200)


def department_ids_of(user: Any) -> Collection[int] | None:
    """Return the ids of the departments that a person sees; None for all."""
    scope = scope_of(user)
    return None if scope.sees_all_departments else scope.department_ids


def visible_campaigns(user: Any) -> QuerySet[Campaign]:
    """Return the campaigns that concern a person: those for all, and those of one's departments."""
    rows = Campaign.objects.order_by("-due_on", "-pk")
    ids = department_ids_of(user)
    if ids is None:
        return rows
    mine = rows.filter(departments__in=ids) | rows.filter(departments=None)
    return mine.distinct()


def current_campaign(user: Any) -> Campaign | None:
    """Return the campaign under way that ends first and has been counted, or None."""
    today = timezone.localdate()
    rows = visible_campaigns(user).filter(starts_on__lte=today, due_on__gte=today)
    return rows.exclude(counted_at=None).order_by("due_on", "pk").first()


class Listed:
    """A campaign with its share as one person sees it."""

    def __init__(self, campaign, total, done):
        self.campaign, self.total, self.done = campaign, total, done
        self.missing = total - done
        self.percent = round(100 * done / total) if total else 0
        self.days_left = days_until(campaign.due_on)


class Shown(Listed):
    """A campaign with the share of each department, its milestones, course and pace."""

    def __init__(self, campaign, user):
        ids = department_ids_of(user)
        self.rows = progress.newest_counts(campaign, ids)
        self.course = progress.course(campaign, ids)
        total, done = (sum(getattr(row, name) for row in self.rows) for name in ("total", "done"))
        super().__init__(campaign, total, done)

    @cached_property
    def milestones(self) -> list[tuple[CampaignMilestone, int]]:
        """The milestones in order, each with the working days that are left for it."""
        return [(row, days_until(row.due_on)) for row in self.campaign.milestones.all()]

    @cached_property
    def pace(self) -> str:
        """How many were done a week lately, and how many must be; empty at its end."""
        today = timezone.localdate()
        left = (self.campaign.due_on - today).days
        if left <= 0 or not self.missing or not self.course:
            return ""
        begin = today - timedelta(WEEKS * 7)
        recent = [done for day, done in self.course if day >= begin]
        if not recent:  # nothing was counted for weeks
            return ""
        needed = -(-self.missing * 7 // left)
        if len(recent) == 1:  # the first day says nothing about a pace
            return _("To be done in time it takes %(needed)s a week.") % {"needed": needed}
        weeks = max((today - max(self.course[0][0], begin)).days / 7, 1)
        facts = {"done": round((recent[-1] - recent[0]) / weeks), "needed": needed}
        return _("Lately %(done)s a week; to be done in time it takes %(needed)s a week.") % facts

    @cached_property
    def chart(self) -> SafeString:
        """What was done by day beside what was planned; nothing before there are two days."""
        if len(self.course) < 2:
            return SafeString("")
        first, last = self.course[0][0], self.campaign.due_on
        done = _by_day(self.course)
        says = _("Done by day: from %(first)s to %(last)s of %(total)s, to be done by %(day)s") % {
            "first": done[0],
            "last": done[-1],
            "total": self.total,
            "day": last,
        }
        return line_chart(
            done,
            first=f"{first:%m-%d}",
            last=f"{max(last, self.course[-1][0]):%m-%d}",
            says=says,
            frame=CHART,
            goal=Goal(self.total, (last - first).days + 1),
        )


def _by_day(course: list[tuple[date, int]]) -> list[int]:
    """Return what was done on each day from the first to the newest; a day without a count has what
    the one before has.
    """
    counts, found = dict(course), []
    for number in range((course[-1][0] - course[0][0]).days + 1):
        day = course[0][0] + timedelta(number)
        found.append(counts[day] if day in counts else found[-1])
    return found
