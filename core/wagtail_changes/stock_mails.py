"""Stops Wagtail's mails about workflows.

What: four handlers of `wagtail.admin.signal_handlers`, disconnected by their uid. Why: they are
sent inside the deciding transaction, while it holds its locks, and tell people that a page was
published. Saves: the time of a mail server within each decision. When it can go: when Wagtail
sends them after the transaction, and lets a project choose which.
"""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

TOUCHED = ("wagtail.admin.signal_handlers.register_signal_handlers",)

MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def install() -> None:
    """Disconnect the handlers; raise RuntimeError for one that is not there under its name."""
    for signal, sender, uid in MAILS:
        if not signal.disconnect(sender=sender, dispatch_uid=uid):
            raise RuntimeError(f"Wagtail's mail {uid} has another name: it would be sent")
