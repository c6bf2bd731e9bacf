"""Takes the admin's index out of the search's own signal handlers.

What: `search_auto_update` of every indexed model. Why: the handlers index in a task whose errors
are logged and lost, and ask for each page of a set; ours write in the transaction of the save.
Saves: two queries a save. When it can go: when the handlers run in the transaction and let errors
out.
"""

from collections.abc import Iterable
from typing import Any

TOUCHED = (
    "modelsearch.signal_handlers.post_save_signal_handler",
    "modelsearch.signal_handlers.register_signal_handlers",
)


def leave_to_us(models: Iterable[Any]) -> None:
    """Let the search's handlers, which connect when its app is ready, pass over these models."""
    for model in models:
        model.search_auto_update = False
