"""The audit log (审计日志): who did what, from where, on what; `record` is its one door."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.audit.models import AuditEntry


def record(act: str, **facts: Any) -> "AuditEntry":
    """Write an act down in the transaction that is open; see `core.audit.recording.write`."""
    from core.audit.recording import write  # models cannot be imported before the apps are there

    return write(act, **facts)
