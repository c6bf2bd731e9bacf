"""Mirrors a Submission's way in Wagtail's workflow, for its state, its history and its reports.

The Submission is the truth. Where the mirror was lost (a task, revision or workflow state was
deleted behind our back), the review goes on without it, and every path still ends.
"""

from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Workflow, WorkflowState

from moderation.models import DepartmentReviewTask, ReviewTaskState


def review_workflow():
    """Give the workflow of the four stages, which a migration makes."""
    task = DepartmentReviewTask.objects.first()
    workflow = task and Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        raise ImproperlyConfigured("the review workflow is missing: run `manage.py migrate`")
    return workflow


def start(page, user):
    """Start the workflow at the department and give its WorkflowState; ends what was left over."""
    for left_over in page.workflow_states.active():
        _end(left_over, user)
    if page.latest_revision_id is None:
        page.save_revision(user=user, clean=False)
    return review_workflow().start(page, user)


def approve(submission, user, opinion):
    """Move the mirror one stage on; after the last it is finished, which publishes nothing."""
    if task_state := _current(submission):
        task_state.approve(user=user, comment=opinion)


def send_back(submission, user, opinion):
    """End the mirror as rejected, so that the next Submission starts a new one."""
    if task_state := _current(submission):
        task_state.reject(user=user, comment=opinion)
    close(submission, user)


def close(submission, user):
    """End what is left of the mirror."""
    state = WorkflowState.objects.filter(pk=submission.workflow_state_id).first()
    if state and state.is_active:
        _end(state, user)


def _end(state, user):
    if state.current_task_state_id:
        state.cancel(user=user)
    else:
        state.status = WorkflowState.STATUS_CANCELLED
        state.save()


def _current(submission):
    """Give the open state of the stage that the Submission stands at, or None."""
    open_states = ReviewTaskState.objects.filter(
        workflow_state_id=submission.workflow_state_id,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        status=ReviewTaskState.STATUS_IN_PROGRESS,
    )
    task_state = open_states.select_related("task", "workflow_state__workflow").first()
    if task_state and task_state.task.specific.stage == submission.stage:
        return task_state
    return None
