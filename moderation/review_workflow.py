"""Mirrors a Submission's way in Wagtail's workflow, for its state, its history and its reports.

The Submission is the truth. Where the mirror was lost (a task, revision or workflow state was
deleted behind our back), the review goes on without it, and every path still ends.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Workflow, WorkflowState

from guides.models import GuidePage
from moderation.models import DepartmentReviewTask, ReviewTaskState, Submission


def review_workflow() -> Workflow:
    """Return the workflow of the four stages, which a migration makes."""
    first = DepartmentReviewTask.objects.values("pk")
    workflow = Workflow.objects.filter(workflow_tasks__task__in=first).first()
    if workflow is None:
        raise ImproperlyConfigured("the review workflow is missing: run `manage.py migrate`")
    return workflow


def start(page: GuidePage, user: Any) -> WorkflowState:
    """Start the workflow at the department and give its WorkflowState; ends what was left over."""
    for left_over in page.workflow_states.active():
        _end(left_over, user)
    if page.latest_revision_id is None:
        page.save_revision(user=user, clean=False)
    page.content_type = page.cached_content_type
    return review_workflow().start(page, user)


def approve(submission: Submission, user: Any, opinion: str) -> None:
    """Move the mirror one stage on; after the last it is finished, which publishes nothing."""
    if task_state := _current(submission):
        task_state.approve(user=user, comment=opinion, update=False)
        task_state.workflow_state.update(user=user, next_task=task_state.following)


def send_back(submission: Submission, user: Any, opinion: str) -> None:
    """End the mirror as rejected, so that the next Submission starts a new one."""
    if task_state := _current(submission):
        task_state.reject(user=user, comment=opinion)
    close(submission, user)


def close(submission: Submission, user: Any) -> None:
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
    """Return the open state of the stage that the Submission stands at, or None."""
    open_states = ReviewTaskState.objects.filter(
        workflow_state_id=submission.workflow_state_id,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        status=ReviewTaskState.STATUS_IN_PROGRESS,
    )
    task_state = open_states.select_related("task", "workflow_state__workflow").first()
    if task_state is None or task_state.task.specific_class.stage != submission.stage:
        return None
    _attach_state(task_state.workflow_state, submission.page)
    if task_state.workflow_state.current_task_state_id == task_state.pk:
        task_state.workflow_state.current_task_state = task_state
    return task_state


def _attach_state(state, guide):
    """Let a state know the page that is at hand: Wagtail reads it for each log entry and task."""
    page = guide.page_ptr
    page.latest_revision = guide.latest_revision
    WorkflowState.content_object.set_cached_value(state, page)
