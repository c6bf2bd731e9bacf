"""What this room lets the relay do: chain the audit log, send its head away, forget sessions."""

from core.audit.chain import chain
from core.audit.heads import send_head
from core.people.expired_sessions import forget_expired
from core.running import background_work


def register() -> None:
    """Register every work of this room."""
    background_work.register("audit chain", chain)
    background_work.register("audit head", send_head)
    background_work.register("sessions", forget_expired)
