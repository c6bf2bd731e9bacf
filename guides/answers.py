"""What this room answers to the rooms below, and what it lets the relay do."""

from collections.abc import Iterable

from django.db.models import F, QuerySet
from wagtail.models import Page

from core import registries
from core.running import background_work
from guides.branches import running
from guides.usage import users


def register() -> None:
    """Register every answer of this room."""
    registries.department_pages.register(pages_of_departments)
    registries.users_of.register(users)
    background_work.register("branch jobs", running.work)


def pages_of_departments(department_ids: Iterable[int]) -> QuerySet[Page]:
    """Return the pages of these department ids, as bare Pages with `department_id`; one query."""
    return Page.objects.filter(departmentpage__department__in=department_ids).annotate(
        department_id=F("departmentpage__department_id")
    )
