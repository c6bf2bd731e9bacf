"""How satisfied people were in a period: the departments that use the system first."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from feedback.choices import BAD_LEVELS
from feedback.models import Rating, SurveyAnswer

QUERY = "feedback_surveyanswer.level <= 3; without answers feedback_rating.level <= 3"


def satisfaction(start: date, end: date, is_demo: bool = False) -> dict[str, Any] | None:
    """Return `{share, note, query}` of a period, the share in per cent; None when nobody was asked.

    The departments' answers to surveys count; what citizens say counts where there are none. What
    a simulated year says is nobody's answer.
    """
    if is_demo:
        return None
    answers = _levels(SurveyAnswer.objects.filter(survey__opens_on__range=(start, end)))
    ratings = _levels(Rating.objects.filter(created_at__date__range=(start, end)))
    counted = answers or ratings
    if not counted:
        return None
    note = _(
        "%(answers)s departments answered, %(ratings)s ratings of citizens, %(share)s satisfied"
    )
    words = {
        "answers": len(answers),
        "ratings": len(ratings),
        "share": f"{_share(ratings):.1f}%" if ratings else "—",
    }
    return {"share": _share(counted), "note": note % words, "query": QUERY}


def _levels(rows):
    return list(rows.order_by().values_list("level", flat=True))


def _share(levels):
    return 100 * sum(level not in BAD_LEVELS for level in levels) / len(levels)
