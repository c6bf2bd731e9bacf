"""Papers that are made before anybody asks: notice and full text of what has just been filed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from exchange.models import StoredPaper
from exchange.papers.making import Form
from exchange.papers.store import current_state, paper_in_force
from guides.choices import DocumentKind
from publication.choices import State
from publication.models import Event

CONSUMER = "papers"
FRESH = timedelta(hours=1)
"""What lies longer back is made when somebody asks: an import of a city would fill the disk."""
MOST_AHEAD = 100
"""So many papers may wait; those of what is filed beyond are made when somebody asks."""
FORMS = (Form.NOTICE, Form.PDF)


def queue_ahead(event: Event) -> None:
    """Queue the papers of an event's guide as it stands now."""
    is_fresh = event.at > timezone.now() - FRESH
    if not settings.PAPERS_AHEAD or event.kind != DocumentKind.GUIDE or not is_fresh:
        return
    state = current_state(event.code)
    if state is None or state.state in (State.ABOLISHED, State.SCHEDULED):
        return
    waiting = StoredPaper.objects.filter(state=StoredPaper.State.WAITING)
    if waiting.count() < MOST_AHEAD:
        for form in FORMS:
            paper_in_force(state, form)
