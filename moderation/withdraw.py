"""Withdrawing (撤回): a compiler of the department takes a Submission back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from moderation import review_workflow
from moderation.choices import SubmissionState
from moderation.comparing.last_time import returned_before
from moderation.decide import end
from moderation.errors import DecisionRefused, NotAllowed
from moderation.locks import lock
from moderation.rules import may_submit


@transaction.atomic
def withdraw(submission, user):
    """End a Submission that is in review as withdrawn; raises NotAllowed or DecisionRefused."""
    submission = lock(submission)
    if not may_submit(scope_of(user), submission.department_id):
        raise NotAllowed(_("Only compilers of this department withdraw its submissions."))
    if not submission.is_open:
        raise DecisionRefused(_("This submission is not in review any more."))
    review_workflow.close(submission, user)
    end(submission, SubmissionState.WITHDRAWN)
    if returned := returned_before(submission):
        # What was returned before still is to be corrected.
        returned.to_correct_since = returned.ended_at
        returned.save(update_fields=["to_correct_since"])
    return submission
