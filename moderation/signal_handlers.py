"""What must not happen to the workflow's own rows, and what a change of the calendar moves."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext as _
from wagtail.models import Task, Workflow

from core.models import CalendarDay, HolidayNotice
from moderation import deadlines
from moderation.models.tasks import ReviewTask


def connect() -> None:
    """Guard our tasks and their workflow."""
    pre_delete.connect(refuse_to_delete, sender=Workflow, dispatch_uid="review_workflow_stays")
    for model in (Task, *ReviewTask.__subclasses__()):
        pre_delete.connect(
            refuse_to_delete, sender=model, dispatch_uid=f"review_{model.__name__}_stays"
        )
    for model in (CalendarDay, HolidayNotice):
        for signal in (post_save, post_delete):
            uid = f"deadlines_{model.__name__}_{id(signal)}"
            signal.connect(deadlines.count_again, sender=model, dispatch_uid=uid)


def refuse_to_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Raise ProtectedError for a stage of review, or a workflow that has one."""
    tasks = instance.tasks if isinstance(instance, Workflow) else [instance]
    if any(isinstance(task.specific, ReviewTask) for task in tasks):
        raise ProtectedError(_("The stages of review are never deleted."), {instance})
