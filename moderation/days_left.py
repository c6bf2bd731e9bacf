"""How many working days are left to decide a stage, or to correct what was returned."""

from django.utils import timezone

from core.duties.working_days import add_working_days, days_until
from moderation import deadlines
from moderation.models import Submission

CORRECTION = 5
"""Working days in which a department is to correct what was returned."""
SOON = 2
"""So many days left are few."""


def days_left(submission: Submission) -> int | None:
    """Return the working days left: 0 on the last day, then negative; None where nothing waits.

    A Submission that comes from `with_deadlines()` costs no query.
    """
    if submission.to_correct_since:
        due = add_working_days(timezone.localdate(submission.to_correct_since), CORRECTION)
        return days_until(due.on)
    return deadlines.days_left(submission)
