"""Draws public pages anew that say something else without an event."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from core.signals import public_page_changed
from home.stored_pages import keep


@receiver(public_page_changed, dispatch_uid="home.keep_pages")
def keep_pages(codes: Sequence[str], **kwargs: Any) -> None:
    """Store the pages of these guides as they are now."""
    keep(codes)
