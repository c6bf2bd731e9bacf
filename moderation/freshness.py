"""Whether a page has been changed since its Submission was frozen."""

from django.core.exceptions import ObjectDoesNotExist

from moderation.errors import NotPresentable
from moderation.freeze import freeze_draft
from moderation.models import Submission

UNREADABLE = (
    NotPresentable,
    ObjectDoesNotExist,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What a draft raises whose stored JSON is damaged or names rows that are gone."""


def newer_draft(submission: Submission) -> bool:
    """Return whether the page, its item, outline, department or files would give another text
    now.
    """
    try:
        frozen = freeze_draft(submission.page_id)
    except UNREADABLE:
        # A draft that cannot be read is certainly not the text under review.
        return True
    return frozen.hashes != (submission.guide_sha256, submission.manual_sha256)
