"""What this room answers to other rooms, shows on the first page, and lets the relay do."""

from core import registries
from core.running import background_work
from core.signals import tasks_follow_guides
from feedback.first_page import register_blocks
from feedback.satisfaction import satisfaction
from feedback.settling import follow_guides, purge


def register() -> None:
    """Register the answers and the work of this room."""
    registries.satisfaction.register(satisfaction)
    background_work.register("feedback", purge)
    tasks_follow_guides.connect(follow_guides, dispatch_uid="feedback.follow_guides")
    register_blocks()
