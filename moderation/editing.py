"""What counts as editing: which acts of the log, on which things that a Submission freezes.

A person who did one of these acts on one of these things since the last filed version does not
decide the next one: nobody approves their own words, wherever they were entered.
"""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry

from core.models import Department, DepartmentDocument
from guides.models import GuidePage, LifeEvent, ManualPage, Outline, ServiceItem, Theme

ACTS = {
    "wagtail.create": True,
    "wagtail.edit": True,
    "wagtail.delete": True,
    "wagtail.copy": True,
    "wagtail.copy_for_translation": True,
    "wagtail.create_alias": True,
    "wagtail.convert_alias": True,
    "wagtail.rename": True,
    "wagtail.revert": True,
    "wagtail.apitoken.create": False,
    "wagtail.apitoken.revoke": False,
    "wagtail.comments.create": False,
    "wagtail.comments.create_reply": False,
    "wagtail.comments.delete": False,
    "wagtail.comments.delete_reply": False,
    "wagtail.comments.edit": False,
    "wagtail.comments.edit_reply": False,
    "wagtail.comments.resolve": False,
    "wagtail.lock": False,
    "wagtail.unlock": False,
    "wagtail.moderation.approve": False,
    "wagtail.moderation.reject": False,
    # A guide changes hands by a job on a whole branch, its words stay.
    "wagtail.move": False,
    "wagtail.reorder": False,
    "wagtail.publish": False,
    "wagtail.publish.schedule": False,
    "wagtail.publish.scheduled": False,
    "wagtail.schedule.cancel": False,
    "wagtail.unpublish": False,
    "wagtail.unpublish.scheduled": False,
    "wagtail.view_restriction.create": False,
    "wagtail.view_restriction.delete": False,
    "wagtail.view_restriction.edit": False,
    "wagtail.workflow.approve": False,
    "wagtail.workflow.cancel": False,
    "wagtail.workflow.reject": False,
    "wagtail.workflow.resume": False,
    "wagtail.workflow.start": False,
}
"""Every act of Wagtail's, and whether it changes what is frozen."""

OTHER_ACTS = {"core.": "accounts, roles, sign-ins, exports: nothing that a Submission freezes"}
"""Acts of our own by the start of their names, and why they do not count."""

EDITING_ACTS = tuple(name for name, counts in ACTS.items() if counts)

PAGES = (GuidePage, ManualPage)
"""Frozen by their newest revision: who saved one counts, besides who acted on the page."""

FILES = (DepartmentDocument,)
"""Frozen by their content: who uploaded it counts, besides who acted on the row."""

PARTS: dict[type[Model], Callable[..., Q]] = {
    ServiceItem: lambda of: Q(pk=of("page__situation__item_id")),
    Outline: lambda of: Q(pk=of("page__outline_id")) | Q(pk=of("manual_page__outline_id")),
    Department: lambda of: Q(pk=of("page__department_id")),
    Theme: lambda of: Q(items=of("page__situation__item_id")),
    LifeEvent: lambda of: Q(items=of("page__situation__item_id")),
}
"""Rows whose names and texts the Document takes over: the condition under which one belongs to a
Submission; `of(path)` is an expression for what the Submission has at a path.
"""

NOT_FROZEN = {
    "core.CalendarDay": "says which days count, not what is written",
    "core.DepartmentImage": "no section holds a picture: charts and samples are files",
    "core.HolidayNotice": "says which days count, not what is written",
    "core.Membership": "says who may act, not what is written",
    "feedback.Correction": "what a reader found wrong, beside the text",
    "feedback.Rating": "what a reader thinks, beside the text",
    "feedback.RatingTask": "what is done after a bad rating, beside the text",
    "feedback.Survey": "asks about the system, not about a guide",
    "feedback.SurveyAnswer": "speaks of the system, not of a guide",
    "moderation.Checklist": "says what reviewers look at, not what is written",
    "moderation.StageLimit": "says how long a stage may take, not what is written",
    "operations.Effort": "upkeep of the system, stands in no Document",
    "operations.Incident": "upkeep of the system, stands in no Document",
    "operations.Indicator": "upkeep of the system, stands in no Document",
    "operations.MaintenanceYear": "upkeep of the system, stands in no Document",
    "operations.PlanNode": "upkeep of the system, stands in no Document",
    "operations.Spending": "upkeep of the system, stands in no Document",
    "quality.RuleSetting": "says what is looked at, not what is written",
    "quality.WordEntry": "says what is looked at, not what is written",
    "search.AskingWord": "serves the search, stands in no Document",
    "search.BestBet": "serves the search, stands in no Document",
    "search.Synonym": "serves the search, stands in no Document",
    "guides.DepartmentPage": "a container",
    "guides.Law": "what a guide cites of it is written in the guide; it checks and suggests",
    "guides.GuideFolder": "a container",
    "guides.GuideRoot": "a container",
}
"""Pages, snippets and files of ours that no Submission freezes, and why."""


def edits_of_parts(of: Callable[[str], Any]) -> QuerySet[ModelLogEntry]:
    """Return the log entries of edits of the parts of a Submission; `of(path)` as in PARTS."""
    touched = [
        Q(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=_keys(model._default_manager.filter(condition(of))),
        )
        for model, condition in PARTS.items()
    ]
    return ModelLogEntry.objects.filter(reduce(or_, touched), action__in=EDITING_ACTS)


def edits_of_files(hashes: Collection[str]) -> QuerySet[ModelLogEntry]:
    """Return the log entries of edits of the files with these contents."""
    return ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(DepartmentDocument),
        object_id__in=_keys(DepartmentDocument.objects.filter(sha256__in=hashes)),
        action__in=EDITING_ACTS,
    )


def _keys(rows):
    """Return primary keys as the log keeps them: as text."""
    return rows.order_by().annotate(pk_as_text=Cast("pk", CharField())).values("pk_as_text")
