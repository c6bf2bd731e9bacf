"""Campaigns, and what was counted of them."""

from datetime import timedelta

from django.utils import timezone

from publication.campaigns import progress
from publication.models import Campaign

TODAY = timezone.localdate


def campaign(city, goal="publish", **facts):
    """Return a campaign that began yesterday and ends in thirty days."""
    days = {"starts_on": TODAY() - timedelta(1), "due_on": TODAY() + timedelta(30)}
    given = {"name": "年度集中修订", "goal": goal, "created_by": city.formal} | days | facts
    return Campaign.objects.create(**given)


def figures(one):
    """Return {department: (total, done)} as they were counted last."""
    return {row.department.slug: (row.total, row.done) for row in progress.newest_counts(one)}
