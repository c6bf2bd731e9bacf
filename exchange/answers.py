"""What this room answers to the rooms below it."""

from core import registries
from core.running import background_work
from exchange.papers import ahead
from exchange.papers.previewing import draft_paper
from exchange.papers.store import forget_drafts
from exchange.papers.working import start_worker
from exchange.pasting import read_pasted
from exchange.uploads.working import forget_old, start_next
from publication import consumers


def register() -> None:
    """Let the relay start the workers of uploads and papers, and the editor take pasted tables."""
    registries.pasted_table.register(read_pasted)
    registries.draft_paper.register(draft_paper)
    background_work.register("uploads", start_next)
    background_work.register("old uploads", forget_old)
    consumers.register(ahead.CONSUMER, ahead.queue_ahead)
    background_work.register("papers", start_worker)
    background_work.register("old papers", forget_drafts)
