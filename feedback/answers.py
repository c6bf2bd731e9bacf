"""What this room answers to other rooms, shows on the first page, and lets the relay do."""

from core import registries
from core.running import background_work
from feedback.first_page import register_blocks
from feedback.satisfaction import satisfaction
from feedback.settling import purge


def register() -> None:
    """Register the answers and the work of this room."""
    registries.satisfaction.register(satisfaction)
    background_work.register("feedback", purge)
    register_blocks()
