"""Pages of a branch by path, and the bookkeeping of the tree around many pages at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from core.access.page_permissions import DEPARTMENT_DEPTH, FOLDER_DEPTH, GUIDE_DEPTH
from core.models import Department
from core.wagtail_changes.tree_paths import below
from guides.models import BranchJob, DepartmentPage, GuideFolder, GuidePage

BATCH = 100
"""Guides in one transaction; with a manual each these are 200 pages."""


@dataclass(frozen=True)
class Branch:
    """A part of the tree (枝干): a department's page or one of its folders."""

    page: Page
    department: Department

    @property
    def title(self) -> str:
        """The department's name, with the folder's."""
        name = self.department.name
        return name if self.page.depth == DEPARTMENT_DEPTH else f"{name} / {self.page.title}"


def branch_of(page: Page) -> Branch | None:
    """Return the Branch that begins at a page, or None when it is neither department nor folder."""
    if page.depth not in (DEPARTMENT_DEPTH, FOLDER_DEPTH):
        return None
    owner = DepartmentPage.objects.select_related("department").filter(path=department_path(page))
    return next((Branch(page, one.department) for one in owner), None)


def department_path(page: Page) -> str:
    """Return the path of the department's page at or above a page."""
    return page.path[: DEPARTMENT_DEPTH * Page.steplen]


def guides_below(path: str) -> QuerySet[GuidePage]:
    """Return the guides below a department's page or a folder."""
    return GuidePage.objects.filter(below(path), depth=GUIDE_DEPTH)


def guides_ahead(job: BranchJob) -> QuerySet[GuidePage]:
    """Return the guides that a job has not come to, in the order in which it does."""
    guides = guides_below(job.branch_path).filter(path__gt=job.last_path).order_by("path")
    return guides.filter(situation__item__in=job.items) if job.items else guides


def locked(guides: QuerySet[GuidePage]) -> list[GuidePage]:
    """Return guides, held until the transaction ends, with what the bookkeeping needs of them."""
    facts = ("path", "depth", "numchild", "title", "draft_title", "slug", "url_path")
    held = guides.select_for_update(of=("self", "page_ptr"))
    return list(held.only(*facts, "code", "content_type", "situation"))


def pages_below(guides: Iterable[GuidePage]) -> list[Page]:
    """Return the manuals of these guides, as bare Pages."""
    places = [below(guide.path) for guide in guides if guide.numchild]
    return list(Page.objects.filter(reduce(or_, places))) if places else []


def add_children(counts: Mapping[str, int]) -> None:
    """Change the number of children of pages by {path: difference}; one query a folder."""
    for path, difference in counts.items():
        Page.objects.filter(path=path).update(numchild=F("numchild") + difference)


def log_all(pages: Iterable[Page], action: str, job: BranchJob, **facts: Any) -> None:
    """Write Wagtail's log entry of an action for each page, in the name of the job's person."""
    now = timezone.now()
    data = {"job": job.pk, "reason": job.reason} | facts.pop("data", {})
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type_id=page.content_type_id,
            label=page.get_admin_display_title(),
            action=action,
            timestamp=now,
            user_id=job.started_by_id,
            data=data,
            **facts,
        )
        for page in pages
    )


def empty_folders(job: BranchJob) -> list[GuideFolder]:
    """Return the folders of a job's branch that hold nothing; never the department's newest."""
    top = job.branch_path[: DEPARTMENT_DEPTH * Page.steplen]
    folders = GuideFolder.objects.filter(below(top), depth=FOLDER_DEPTH).order_by("path")
    *older, _newest = folders.select_for_update(of=("self", "page_ptr")) or [None]
    return [one for one in older if not one.numchild and one.path.startswith(job.branch_path)]
