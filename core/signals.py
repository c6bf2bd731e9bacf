"""What a room tells the others of, within its own transaction."""

from django.dispatch import Signal

pages_taken_away = Signal()
"""Pages were deleted in sets, past Django's signals; receivers get `page_ids`."""
