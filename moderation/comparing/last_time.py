"""What a stage has seen before: sections found fine in the Submission that was returned last."""

import json
from typing import Any

from moderation.choices import SubmissionState
from moderation.comparing.sections import section_hashes, section_of_place
from moderation.models import Submission


def returned_before(submission: Submission) -> Submission | None:
    """Return the Submission of the same guide that was returned last before this one, or None."""
    earlier = Submission.objects.filter(page_id=submission.page_id, pk__lt=submission.pk)
    earlier = earlier.exclude(state=SubmissionState.WITHDRAWN).without_texts()
    last = earlier.order_by("-pk").first()
    return last if last and last.state == SubmissionState.RETURNED else None


def seen_before(submission: Submission, earlier: Submission | None) -> frozenset[str]:
    """Return the keys of sections that this stage found fine in `earlier` and that are
    unchanged.
    """
    decision: Any = earlier and next(
        (one for one in earlier.decisions.all() if one.stage == submission.stage), None
    )
    if decision is None:
        return frozenset()
    before, now = _hashes(earlier), _hashes(submission)
    returned = set(map(section_of_place, decision.section_reasons))
    return frozenset(
        key for key, sha256 in now.items() if before.get(key) == sha256 and key not in returned
    )


def _hashes(submission):
    texts = filter(None, (submission.guide_text, submission.manual_text))
    return section_hashes(*map(json.loads, texts))
