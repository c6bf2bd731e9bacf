"""What a room tells the others of, within its own transaction."""

from django.dispatch import Signal

public_page_changed = Signal()
"""Public pages say something else from today without an event; receivers get `codes`."""

pages_taken_away = Signal()
"""Pages were deleted in sets, past Django's signals; receivers get `page_ids`."""

guides_moved = Signal()
"""A branch job has handed guides over: receivers get `job`, the pages `moved` and `kept`, and the
reasons `why` by page id.
"""

tasks_follow_guides = Signal()
"""Guides belong to another department from now on: receivers get `codes` and the `target`."""
