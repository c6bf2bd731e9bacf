"""What must not happen to the workflow's own rows, and whom Wagtail must not write to."""

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.models import Task, Workflow
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from moderation.models.tasks import ReviewTask

STOCK_MAILS = (
    (task_submitted, "TaskState", "group_approval_task_submitted_email_notification"),
    (workflow_submitted, "WorkflowState", "workflow_state_submitted_email_notification"),
    (workflow_rejected, "WorkflowState", "workflow_state_rejected_email_notification"),
    (workflow_approved, "WorkflowState", "workflow_state_approved_email_notification"),
)


def connect():
    """Guard our tasks and their workflow, and stop Wagtail's mails about workflows.

    Those are sent inside the deciding transaction, while it holds its locks, and tell people that
    a page was published.
    """
    pre_delete.connect(refuse_to_delete, sender=Workflow, dispatch_uid="review_workflow_stays")
    for model in (Task, *ReviewTask.__subclasses__()):
        pre_delete.connect(
            refuse_to_delete, sender=model, dispatch_uid=f"review_{model.__name__}_stays"
        )
    for signal, sender, uid in STOCK_MAILS:
        signal.disconnect(sender=_model(sender), dispatch_uid=uid)


def _model(name):
    from wagtail import models

    return getattr(models, name)


def refuse_to_delete(sender, instance, **kwargs):
    """Raise ProtectedError for a stage of review, or a workflow that has one."""
    tasks = instance.tasks if isinstance(instance, Workflow) else [instance]
    if any(isinstance(task.specific, ReviewTask) for task in tasks):
        raise ProtectedError(_("The stages of review are never deleted."), {instance})
