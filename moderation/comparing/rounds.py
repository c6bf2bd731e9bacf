"""The earlier rounds of a Submission: what was sent since the last filed version, and said."""

from django.db.models import Max

from moderation.choices import SubmissionState
from moderation.models import Submission

MOST = 30


def earlier_rounds(submission):
    """Return the Submissions of this guide since its last filed version, the newest first.

    Each has its decisions; two queries, and one for the last filed one.
    """
    earlier = Submission.objects.filter(page_id=submission.page_id, pk__lt=submission.pk)
    filed = earlier.filter(state=SubmissionState.FILED).aggregate(last=Max("pk"))["last"] or 0
    rounds = earlier.filter(pk__gt=filed).without_texts().prefetch_related("decisions")
    return list(rounds.order_by("-pk")[:MOST])
