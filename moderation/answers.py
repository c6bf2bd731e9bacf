"""What moderation tells the rooms below: which guides are under review."""

from django.db.models import Exists, OuterRef, Q

from core.registries import guides_in_review
from moderation.models import Submission


@guides_in_review.register
def under_review():
    """Return the condition on guide pages under which one is under review."""
    return Q(Exists(Submission.objects.in_review().filter(page_id=OuterRef("pk"))))
