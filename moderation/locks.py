"""Row locks of this room, in the order guide, Submission; SQLite locks the whole database."""

from guides.models import GuidePage
from moderation.models import Submission


def lock_guide(page_id):
    """Hold a guide until the transaction ends: one submission, decision or withdrawal at a time."""
    GuidePage.objects.select_for_update(of=("self",)).only("code").get(pk=page_id)


def lock(submission):
    """Hold a Submission with its guide, and give it as it is now."""
    lock_guide(submission.page_id)
    return Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
