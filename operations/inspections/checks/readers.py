"""What readers and editors have of it: slow answers, failed answers, days without an inspection."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.running import measurements
from operations.choices import CheckState, Severity
from operations.founding import founded_at
from operations.inspections.registry import Limit, Outcome, check
from operations.inspections.wording import worded
from operations.models import InspectionRun

FEWEST_ANSWERS = 1_000
"""Of fewer answers a share says nothing: the first pages after a start are slow."""
FEWEST_A_WEEK = 4
WEEK = timedelta(days=7)


@check(
    "slow_answers",
    _("Slow answers (over 1 second)"),
    limit=Limit(1, 0.1, unit=_("%(value)s %%"), digits=2),
    remedy=_("The log names each slow request with its id; docs/operations.md, “slow”."),
    severity=Severity.DEGRADED,
)
def slow_answers() -> Outcome:
    """Return the share of answers, in percent, that took longer than a second."""
    answers, slow, _failed = measurements.summed(measurements.totals())
    return _share(slow, answers)


@check(
    "failed_answers",
    _("Failed answers (5xx)"),
    limit=Limit(1, 0.1, unit=_("%(value)s %%"), digits=2),
    remedy=_("The log names each failed request with its id and its fault."),
    severity=Severity.PARTIAL,
)
def failed_answers() -> Outcome:
    """Return the share of answers, in percent, that were an error of ours."""
    answers, _slow, failed = measurements.summed(measurements.totals())
    return _share(failed, answers)


@check(
    "operation_time",
    _("Time of an operation (95 of 100)"),
    limit=Limit(3, 2, unit=_("%(value)s seconds"), digits=2),
    remedy=_("The log names each slow request with its id; docs/operations.md, “slow”."),
    severity=Severity.DEGRADED,
)
def operation_time() -> Outcome:
    """Return within how many seconds 95 of 100 answers of pages and of the admin came."""
    counts = measurements.totals()
    seconds = measurements.percentile(counts, 0.95, lanes=("page", "admin"))
    if seconds is None:
        return Outcome(0, _("Nothing was answered yet."), _("not known"), CheckState.OK)
    answers, _slow, _failed = measurements.summed(counts)
    return Outcome(seconds, state=CheckState.OK if answers < FEWEST_ANSWERS else None)


def _share(part, whole):
    detail = worded(_("%(part)s of %(whole)s answers"), part=f"{part:,}", whole=f"{whole:,}")
    state = CheckState.OK if whole < FEWEST_ANSWERS else None
    return Outcome(100 * part / whole if whole else 0, detail, state=state)


@check(
    "inspections",
    _("Inspections in the last seven days"),
    limit=Limit(FEWEST_A_WEEK, falling=True, unit=_("%(value)s inspections")),
    remedy=_("The relay inspects by schedule: systemctl status guides-relay."),
    has_trend=False,
)
def inspections() -> Outcome:
    """Return how many whole inspections the last week had; a missed one is itself a finding.

    The one that is being made counts. A house younger than a week cannot have missed any.
    """
    since = timezone.now() - WEEK
    made = InspectionRun.objects.filter(is_whole=True, is_demo=False, started_at__gte=since).count()
    state = CheckState.OK if founded_at() > since else None
    return Outcome(made + 1, state=state)
