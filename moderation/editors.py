"""Who has edited a guide or its manual: the people who saved a revision, and the page's own log."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageLogEntry, Revision

from moderation.choices import SubmissionState
from moderation.models import Submission
from moderation.querysets import EDITING_ACTIONS


def editors_since_filing(page_id, manual_page_id):
    """Return the ids of everybody who saved these pages since the text that was filed last.

    Counts from the moment when that text was submitted: what was saved during its review is
    part of the next one. Autosave rewrites a revision in place, so the log is read as well.
    """
    filed = Submission.objects.filter(page_id=page_id, state=SubmissionState.FILED)
    since = filed.order_by("-pk").values_list("submitted_at", flat=True).first()
    return editors_since(since, page_id, manual_page_id)


def editors_since(moment, page_id, manual_page_id):
    """Return the ids of everybody who saved these pages from a moment on, or ever for None."""
    pages = [pk for pk in (page_id, manual_page_id) if pk]
    saved = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=map(str, pages)
    )
    logged = PageLogEntry.objects.filter(page_id__in=pages, action__in=EDITING_ACTIONS)
    if moment:
        saved = saved.filter(created_at__gte=moment)
        logged = logged.filter(timestamp__gte=moment)
    people = set(saved.order_by().values_list("user_id", flat=True).distinct())
    people |= set(logged.order_by().values_list("user_id", flat=True).distinct())
    return people - {None}
