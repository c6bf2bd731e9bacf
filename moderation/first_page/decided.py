"""The reform office's third block: today and this week in numbers."""

from datetime import timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.first_page.block import Block
from moderation.choices import Verdict
from moderation.models import Decision, Submission

LOOKED_AT = 200
"""The median is that of so many of the latest decisions."""


class DecidedBlock(Block):
    """今天和本周: received, decided, returned, and how many days a decision usually took."""

    name = "decided"
    heading = gettext_lazy("Today and this week")
    template_name = "moderation/first_page/decided.html"

    def __init__(self, user):
        super().__init__(user)
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        week = today - timedelta(days=today.weekday())
        received, decided = _received(today, week), _decided(user, today, week)
        days = _median_days(user)
        self.rows = [
            (_("Sent to review"), received["today"], received["week"]),
            (_("Decided by me"), decided["today"], decided["week"]),
            (_("Returned by me"), decided["returned_today"], decided["returned_week"]),
        ]
        self.median = days
        self.note = (
            "" if days is None else _("Median time to my decision: %(days)s days") % {"days": days}
        )


def _received(today, week):
    sent = Submission.objects.filter(submitted_at__gte=week).order_by()
    return sent.aggregate(today=Count("pk", filter=Q(submitted_at__gte=today)), week=Count("pk"))


def _decided(user, today, week):
    of_person = Decision.objects.filter(decided_by=user, decided_at__gte=week).order_by()
    is_today, is_returned = Q(decided_at__gte=today), Q(verdict=Verdict.RETURNED)
    return of_person.aggregate(
        today=Count("pk", filter=is_today),
        week=Count("pk"),
        returned_today=Count("pk", filter=is_today & is_returned),
        returned_week=Count("pk", filter=is_returned),
    )


def _median_days(user):
    """Return the median calendar days from submission to this person's latest decisions."""
    latest = Decision.objects.filter(decided_by=user).order_by("-pk")
    rows = latest.values_list("decided_at", "submission__submitted_at")[:LOOKED_AT]
    days = [(decided - submitted).days for decided, submitted in rows]
    return round(median(days)) if days else None
