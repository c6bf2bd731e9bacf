"""What readers are told of a guide's feedback: figures of ninety days, answers, what is checked."""

from collections import Counter
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from core.duties.working_days import working_days_between
from feedback.choices import BAD_LEVELS, PUBLIC_OUTCOMES, Outcome, Words
from feedback.models import Correction, Rating

LATELY = timedelta(days=90)
MOST_SHOWN = 50
MOST_COUNTED = 1_000


def figures_of(code: str) -> dict[str, Any]:
    """Return the figures of a guide: `{clear, unclear, levels, corrections, open, mended, days}`.

    `levels` counts the ratings of the last ninety days by level; `days` is the median of working
    days that answers took, None without one.
    """
    since = timezone.now() - LATELY
    levels = Counter(
        Rating.objects.filter(code=code, created_at__gte=since)
        .order_by()
        .values_list("level", flat=True)
    )
    rows = list(
        Correction.objects.filter(code=code)
        .exclude(outcome=Outcome.NOT_PUBLIC)
        .order_by("-pk")
        .values_list("outcome", "created_at", "answered_at")[:MOST_COUNTED]
    )
    took = [
        working_days_between(_day(created), _day(answered))
        for _outcome, created, answered in rows
        if answered
    ]
    outcomes = Counter(outcome for outcome, _created, _answered in rows)
    bad = sum(count for level, count in levels.items() if level in BAD_LEVELS)
    return {
        "clear": sum(levels.values()) - bad,
        "unclear": bad,
        "levels": {str(level): levels[level] for level in sorted(levels)},
        "corrections": len(rows),
        "open": outcomes[Outcome.OPEN],
        "mended": outcomes[Outcome.MENDED],
        "days": median(took) if took else None,
    }


def _day(moment):
    return timezone.localdate(moment)


def public_corrections(code: str | None = None) -> list[Correction]:
    """Return the corrections that readers may see, newest first: answered ones with what was said,
    and of one guide those that are being checked.
    """
    rows = Correction.objects.filter(outcome__in=PUBLIC_OUTCOMES)
    if code is not None:
        rows = Correction.objects.filter(code=code).exclude(outcome=Outcome.NOT_PUBLIC)
    return list(rows.select_related("department").order_by("-created_at", "-pk")[:MOST_SHOWN])


def shown_words(code: str) -> list[Rating]:
    """Return the ratings whose words somebody has looked at and shows, newest first."""
    rows = Rating.objects.filter(code=code, words_state=Words.SHOWN)
    return list(rows.order_by("-created_at", "-pk")[:MOST_SHOWN])


def sections_in_doubt(code: str) -> dict[str, date]:
    """Return {section: day by which it is checked} of what readers have pointed out."""
    rows = Correction.objects.filter(code=code, outcome=Outcome.OPEN).exclude(section="")
    found = {}
    for section, due_on in rows.order_by("-due_on").values_list("section", "due_on"):
        found[section] = due_on
    return found
