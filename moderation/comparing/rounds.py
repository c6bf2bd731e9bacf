"""The earlier rounds of a Submission: what was sent since the last filed version, and said."""

from collections.abc import Iterable

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from moderation.choices import SubmissionState
from moderation.models import Submission

MOST = 30


def earlier_rounds(submission: Submission) -> list[Submission]:
    """Return the Submissions of this guide since its last filed version, the newest first.

    Each has its decisions; two queries.
    """
    earlier = Submission.objects.filter(page_id=submission.page_id, pk__lt=submission.pk)
    filed = earlier.filter(state=SubmissionState.FILED).order_by("-pk").values("pk")[:1]
    since = earlier.filter(pk__gt=Coalesce(Subquery(filed), 0))
    rounds = since.without_texts().prefetch_related("decisions")
    return list(rounds.order_by("-pk")[:MOST])


def returned_last(rounds: Iterable[Submission]) -> Submission | None:
    """Return the round that was returned last before, or None; `rounds` come the newest first."""
    sent = (one for one in rounds if one.state != SubmissionState.WITHDRAWN)
    last = next(sent, None)
    return last if last and last.state == SubmissionState.RETURNED else None


def decided_last_at(stage: str, rounds: Iterable[Submission]) -> Submission | None:
    """Return the last round that a stage decided, or None; `rounds` come the newest first."""
    return next(
        (one for one in rounds if any(made.stage == stage for made in one.decisions.all())), None
    )
