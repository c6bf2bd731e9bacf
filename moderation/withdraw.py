"""Withdrawing (撤回): a compiler of the department takes a Submission back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from moderation import review_workflow
from moderation.acts import WITHDRAWN
from moderation.choices import SubmissionState
from moderation.comparing.last_time import returned_before
from moderation.decide import end, where
from moderation.errors import DecisionRefused, NotAllowed
from moderation.locks import lock
from moderation.models import Submission
from moderation.rules import can_submit


@transaction.atomic
def withdraw(submission: Submission, user: Any) -> Submission:
    """End a Submission that is in review as withdrawn; raises NotAllowed or DecisionRefused."""
    submission = lock(submission)
    if not can_submit(scope_of(user), submission.department_id):
        raise NotAllowed(_("Only compilers of this department withdraw its submissions."))
    if not submission.is_open:
        raise DecisionRefused(_("This submission is not in review any more."))
    review_workflow.close(submission, user)
    before = where(submission)
    end(submission, SubmissionState.WITHDRAWN)
    if returned := returned_before(submission):
        # What was returned before still is to be corrected.
        returned.to_correct_since = returned.ended_at
        returned.save(update_fields=["to_correct_since"])
    record(
        WITHDRAWN,
        by=user,
        role=Role.COMPILER,
        about=submission,
        code=submission.code,
        sha256=submission.sha256,
        before=before,
        after=where(submission),
    )
    return submission
