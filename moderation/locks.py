"""Row locks of this room, in the order guide, Submission; SQLite locks the whole database."""

from wagtail.models import Page

from guides.models import GuidePage
from moderation.models import Submission
from moderation.obstacles import CLOSING, RESPONSIBLE

# A page without its contents: all that Wagtail's workflow and log ask of it, and what closes it.
ROW = (
    *CLOSING,
    *RESPONSIBLE,
    "latest_revision__object_id",
    *(field.name for field in Page._meta.concrete_fields),
)


def lock_guide(page_id: int) -> GuidePage:
    """Hold a guide until the transaction ends, and give its row, the contents deferred.

    One submission, decision or withdrawal at a time.
    """
    rows = GuidePage.objects.select_for_update(of=("self",))
    beside = ("latest_revision", "situation__item", "department")
    return rows.select_related(*beside).only(*ROW).get(pk=page_id)


def lock(submission: Submission) -> Submission:
    """Hold a Submission with its guide, and give it as it is now."""
    page = lock_guide(submission.page_id)
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    locked.page = page
    return locked
