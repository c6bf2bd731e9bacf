"""The quality score (质量分): 100 less what findings and age take away, never below 0."""

from collections.abc import Iterable

from quality.choices import Severity
from quality.finding import Finding

PER_FINDING = {Severity.ERROR: 6, Severity.WARNING: 2, Severity.INFO: 0}
UNCHECKED, UNCHECKED_RULE = 5, "L25"
"""What a content that was not checked for long costs, instead of a reminder's two points."""


def score(findings: Iterable[Finding]) -> int:
    """Return the score of a Document with these findings, 0 to 100."""
    lost = 0
    unchecked = False
    for one in findings:
        if one.rule == UNCHECKED_RULE and one.pointer == "/checked_on":
            unchecked = True
        else:
            lost += PER_FINDING[Severity(one.severity)]
    return max(0, 100 - lost - UNCHECKED * unchecked)
