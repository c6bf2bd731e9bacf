"""The four stages as Wagtail workflow tasks: they mirror a Submission, and never decide it."""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Task, TaskState

from moderation.choices import ReviewStage


class ReviewTask(Task):
    """Base of the stages: decided only on our own review screen, never from the page editor.

    Wagtail asks a task what a person may do; these answer "nothing", to superusers too, while
    `locked_for_user` stays false: the page may be edited during review, its Submission is frozen.
    """

    stage: str

    class Meta:
        abstract = True

    @classmethod
    def get_description(cls) -> str | Promise:
        return _("Decided on the review screen, by the rules about people.")

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(_("This stage is decided on the review screen only."))

    def deactivate(self, user: Any = None) -> NoReturn:
        raise PermissionDenied(_("The stages of review cannot be switched off."))


class DepartmentReviewTask(ReviewTask):
    """部门审核: a reviewer of the same department."""

    stage = ReviewStage.DEPARTMENT

    class Meta:
        verbose_name = _("department review")


class FormalReviewTask(ReviewTask):
    """形式审查: a formal reviewer of the reform office."""

    stage = ReviewStage.FORMAL

    class Meta:
        verbose_name = _("formal review")


class ComplianceReviewTask(ReviewTask):
    """合规审查: a compliance reviewer of the reform office."""

    stage = ReviewStage.COMPLIANCE

    class Meta:
        verbose_name = _("compliance review")


class FilingTask(ReviewTask):
    """备案: a filing officer; approving files and publishes the Submission."""

    stage = ReviewStage.FILING

    class Meta:
        verbose_name = _("filing")


class ReviewTaskState(TaskState):
    """A stage's state as our review moves it: its log entry does not read the page's revision.

    Wagtail's own builds the page from the revision under review, which an editor may have
    rewritten meanwhile, or which may no longer be readable.
    """

    class Meta:
        proxy = True

    @cached_property
    def following(self) -> Task | None:
        """The task that comes after this one is approved, or None."""
        return self.workflow_state.get_next_task()

    def log_state_change_action(self, user: Any, action: str) -> None:
        following = self.following
        log(
            instance=self.workflow_state.content_object.specific_deferred,
            action=f"wagtail.workflow.{action}",
            user=user,
            data={
                "workflow": {
                    "id": self.workflow_state.workflow_id,
                    "title": self.workflow_state.workflow.name,
                    "status": self.status,
                    "task_state_id": self.pk,
                    "task": {"id": self.task_id, "title": self.task.name},
                    "next": following and {"id": following.pk, "title": following.name},
                },
                "comment": self.comment,
            },
        )
