"""Scores: a figure held against the target of its indicator."""

from decimal import ROUND_HALF_UP, Decimal

from operations.models import Indicator
from operations.reports.figures import Figure

TENTH = Decimal("0.1")


def score_of(
    indicator: Indicator, figure: Figure, own_score: float | None = None
) -> Decimal | None:
    """Return the score of an indicator: full at its target, else in proportion; None without data.

    What is judged has the score that a person gave.
    """
    if indicator.rule == "judged":
        return (
            _rounded(min(Decimal(str(own_score)), indicator.weight))
            if own_score is not None
            else None
        )
    if figure.value is None:
        return None
    return _rounded(indicator.weight * Decimal(str(share_of(indicator, figure.value))))


def share_of(indicator: Indicator, value: float) -> float:
    """Return how much of the weight a value earns, from 0 to 1."""
    target = indicator.target
    if indicator.rule == "at_least":
        return 1.0 if value >= target else max(value / target, 0.0)
    is_held = value < target if indicator.rule == "below" else value <= target
    return 1.0 if is_held else target / value


def _rounded(number):
    return number.quantize(TENTH, ROUND_HALF_UP)
