"""What this room lets the relay do, and what of it a person who leaves hands over."""

from core.audit.chain import chain
from core.audit.heads import send_head
from core.granting import open_work
from core.granting.handing_over import DRAFTS
from core.people.expired_sessions import forget_expired
from core.running import background_work


def register() -> None:
    """Register every work of this room, and what people hand over when they leave."""
    open_work.register(DRAFTS)
    background_work.register("audit chain", chain)
    background_work.register("audit head", send_head)
    background_work.register("sessions", forget_expired)
