"""The queue of papers: found by what they depend on, else put where the worker finds them."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from exchange.models import StoredPaper

LAYOUT = 2
"""Of all papers: a higher number has each made anew when it is next asked for."""
MOST_WAITING = 200
"""So many papers may wait; whoever asks for one more is told to come again."""
AGAIN_AFTER = timedelta(minutes=10)
"""What could not be made is tried again then: a library may have been installed."""


class QueueFullError(Exception):
    """Too many papers wait to be made."""


def key_of(form: str, facts: list[Any]) -> str:
    """Return the key of a paper: the SHA-256 of all that it depends on."""
    text = json.dumps([LAYOUT, form, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def found_or_queued(key: str, **fields: Any) -> StoredPaper:
    """Return the paper of a key, made or not; a new one with these fields waits.

    Raises QueueFullError.
    """
    found = StoredPaper.objects.defer("content", "draft_text").filter(key=key).first()
    if found is not None:
        return _again(found)
    if StoredPaper.objects.filter(state=StoredPaper.State.WAITING).count() >= MOST_WAITING:
        raise QueueFullError
    return StoredPaper.objects.get_or_create(key=key, defaults=fields)[0]


def _again(paper: StoredPaper) -> StoredPaper:
    now = timezone.now()
    has_failed = paper.state == StoredPaper.State.FAILED
    if has_failed and paper.requested_at < now - AGAIN_AFTER:
        paper.state, paper.attempts, paper.requested_at = StoredPaper.State.WAITING, 0, now
        paper.save(update_fields=["state", "attempts", "requested_at"])
    return paper
