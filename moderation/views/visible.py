"""The Submission that an address names, for those who may see it."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404

from core.access.scope import scope_of
from moderation.models import BatchItem, Submission


def visible_submission(user: Any, pk: int) -> Submission:
    """Return a Submission that this person may see, with `batch_pk`, `batch_title` and
    `batch_opinion` of the batch that it was sent in; Http404 for any other.
    """
    sent_in = BatchItem.objects.filter(submission=OuterRef("pk"), batch__withdrawn_at=None)
    rows = Submission.objects.visible_to(scope_of(user)).annotate(
        batch_pk=Subquery(sent_in.values("batch")[:1]),
        batch_title=Subquery(sent_in.values("batch__title")[:1]),
        batch_opinion=Subquery(sent_in.values("batch__opinion")[:1]),
    )
    submission = rows.select_related("department").filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission
