"""The Submission that an address names, for those who may see it."""

from typing import Any

from django.http import Http404

from core.access.scope import scope_of
from moderation.models import Submission


def visible_submission(user: Any, pk: int) -> Submission:
    """Return a Submission that this person may see; Http404 for any other."""
    rows = Submission.objects.visible_to(scope_of(user))
    submission = rows.select_related("department").filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission
