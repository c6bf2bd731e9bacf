"""What this room lets the relay do."""

from core.running import background_work
from feedback.settling import purge


def register():
    """Let phone numbers be deleted on their day."""
    background_work.register("feedback", purge)
