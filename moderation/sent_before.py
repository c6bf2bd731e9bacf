"""What was sent of a guide before: its Submissions so far, read at once."""

from dataclasses import dataclass
from datetime import datetime

from moderation.choices import SubmissionState
from moderation.models import Submission


@dataclass(frozen=True)
class SentBefore:
    """The Submissions of one guide so far (以往报送), summed up."""

    is_in_review: bool
    was_returned: bool
    """Whether one was ever sent back."""
    waits_for_correction: bool
    had_parts: bool
    """Whether one froze shared parts."""
    attempt: int
    """How many times the next version has been sent, once it is sent now."""
    filed_text_sent_at: datetime | None
    """When the text that is filed was submitted; None when none is filed."""


def sent_before(page_id: int) -> SentBefore:
    """Return what was sent of a guide page before; one query."""
    rows = Submission.objects.filter(page_id=page_id).order_by("-pk")
    sent = list(rows.values_list("state", "submitted_at", "to_correct_since", "has_parts"))
    states = [state for state, *_rest in sent]
    filed = states.index(SubmissionState.FILED) if SubmissionState.FILED in states else None
    return SentBefore(
        is_in_review=SubmissionState.IN_REVIEW in states,
        was_returned=SubmissionState.RETURNED in states,
        waits_for_correction=any(since for _state, _at, since, _parts in sent),
        had_parts=any(parts for *_rest, parts in sent),
        attempt=(len(states) if filed is None else filed) + 1,
        filed_text_sent_at=None if filed is None else sent[filed][1],
    )
