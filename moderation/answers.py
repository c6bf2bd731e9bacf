"""What this room answers to the rooms below: which guides are under review."""

from django.db.models import Exists, OuterRef, Q

from core import registries
from core.running import background_work
from moderation import deadlines
from moderation.models import Submission


def register():
    """Register every answer of this room."""
    registries.guides_in_review.register(under_review)
    background_work.register("recount of deadlines", deadlines.recount)


def under_review():
    """Return the condition on guide pages under which one is under review."""
    return Q(Exists(Submission.objects.in_review().filter(page_id=OuterRef("pk"))))
