"""What this room answers to the rooms below, and what it lets the relay do."""

from core import registries
from core.running import background_work
from operations import auditors_page, first_page
from operations.inspections.schedule import Inspector
from operations.plan.reminding import remind
from operations.status.facts import status_facts
from operations.status.watching import Watcher
from operations.use.popularity import guide_uses, learn_uses
from operations.use.writing import write_uses


def register() -> None:
    """Register the answers and the work of this room."""
    registries.house_status.register(status_facts)
    registries.write_uses.register(write_uses)
    registries.learn_uses.register(learn_uses)
    registries.guide_uses.register(guide_uses)
    first_page.register_blocks()
    auditors_page.register_blocks()
    background_work.register("inspections", Inspector().step)
    background_work.register("watching", Watcher().step)
    background_work.register("reminders of the plan", remind)
