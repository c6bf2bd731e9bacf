"""What this room lets the relay do: the audit log is chained, and its head is sent away."""

from core.audit.chain import chain
from core.audit.heads import send_head
from core.running import background_work


def register() -> None:
    """Register every work of this room."""
    background_work.register("audit chain", chain)
    background_work.register("audit head", send_head)
