"""How this room follows the event log, and what it lets the relay do."""

from core import registries
from core.running import background_work
from home.stored_pages import CONSUMER, Filling, keep_item
from home.views.status import status_html
from publication import consumers


def register() -> None:
    """Follow the event log, and fill a new release's pages while the relay has time."""
    consumers.register(CONSUMER, keep_item)
    background_work.register(CONSUMER, Filling())
    registries.status_html.register(status_html)
