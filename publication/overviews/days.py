"""One row a day for each department and rule, so that trends can be drawn."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Sum

from publication.models import QualityDay, QualityResult, RuleCount


@transaction.atomic
def keep_day(day: date) -> int:
    """Store the counts as they are now for a day, in place of that day's earlier ones.

    Returns the number of rows.
    """
    QualityDay.objects.filter(day=day).delete()
    rows = [*_totals(day), *_by_rule(day)]
    QualityDay.objects.bulk_create(rows)
    return len(rows)


def _totals(day: date) -> Iterable[QualityDay]:
    grouped = QualityResult.objects.values("department_slug").annotate(
        documents=Count("pk"),
        findings=Sum("errors") + Sum("reminders") + Sum("hints"),
        score_sum=Sum("score"),
    )
    return (QualityDay(day=day, **row) for row in grouped.order_by("department_slug"))


def _by_rule(day: date) -> Iterable[QualityDay]:
    grouped = RuleCount.objects.values("department_slug", "rule", "severity").annotate(
        documents=Count("pk"), findings=Sum("count")
    )
    return (
        QualityDay(day=day, **row)
        for row in grouped.order_by("department_slug", "rule", "severity")
    )
