"""What this room answers to the rooms below it."""

from core import registries
from core.running import background_work
from exchange.pasting import read_pasted
from exchange.uploads.working import forget_old, start_next


def register() -> None:
    """Let the relay start the worker of uploads, and the editor take pasted tables."""
    registries.pasted_table.register(read_pasted)
    background_work.register("uploads", start_next)
    background_work.register("old uploads", forget_old)
