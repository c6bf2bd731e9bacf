"""What a digest tells a person: what waits, what came back, and what others let wait too long."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from core.access.scope import scope_of
from core.choices import Role
from core.duties.working_days import days_until
from moderation.days_left import SOON, days_left
from moderation.models import StageTask, Submission
from moderation.rules import decides_anything

MOST = 20
ESCALATION = {Role.OPERATOR: 1, Role.AUDITOR: 3}
"""From so many working days past the last day on, these roles are told of a stage."""


@dataclass
class Digest:
    """The rows of one person's digest, worst first, each with `days_left`."""

    overdue: list = field(default_factory=list)
    soon: list = field(default_factory=list)
    returned: list = field(default_factory=list)
    escalated: list = field(default_factory=list)
    waiting: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.overdue or self.soon or self.returned or self.escalated)


def digest_of(person: Any) -> Digest:
    """Return the Digest of a person as of today."""
    scope, digest = scope_of(person), Digest()
    if decides_anything(scope):
        rows = Submission.objects.without_texts().waiting_for(person, scope).with_deadlines()
        digest.waiting = rows.count()
        urgent = rows.exclude(due_on=None).select_related("department").order_by("due_on", "pk")
        for row in urgent[: 2 * MOST]:
            row.days_left = days_left(row)
            if row.days_left < 0:
                digest.overdue.append(row)
            elif row.days_left <= SOON:
                digest.soon.append(row)
    if scope.compiles:
        digest.returned = _returned(scope)
    digest.escalated = _escalated(scope)
    return digest


def _returned(scope):
    rows = Submission.objects.without_texts().filter(
        to_correct_since__isnull=False, department_id__in=scope.compiles
    )
    found = list(rows.select_related("department").order_by("to_correct_since", "pk")[:MOST])
    for row in found:
        row.days_left = days_left(row)
    return found


def _escalated(scope):
    """Return the Submissions that others let wait past the day from which this role is told."""
    after = min((days for role, days in ESCALATION.items() if role in scope.roles), default=None)
    if after is None:
        return []
    tasks = StageTask.objects.filter(ended_at=None, due_on__lt=timezone.localdate())
    tasks = tasks.select_related("submission__department").order_by("due_on", "pk")
    found = []
    for task in tasks.defer("submission__guide_text", "submission__manual_text")[: 2 * MOST]:
        left = days_until(task.due_on)
        if left <= -after:
            row: Any = task.submission
            row.days_left = left
            found.append(row)
    return found[:MOST]
