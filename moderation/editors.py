"""Who has edited what a Submission freezes: people from revisions, logs and uploads."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Subquery
from wagtail.models import Page, PageLogEntry, Revision

from core.models import DepartmentDocument
from guides.models import GuidePage, ManualPage
from moderation.editing import EDITING_ACTS, edits_of_files, edits_of_parts


def editors_of(
    page_id: int,
    manual_page_id: int | None,
    *,
    since: datetime | None,
    new_files: Collection[str] = (),
) -> set[int]:
    """Return the ids of everybody who edited these pages, or their parts, since the last filing.

    `since` is the moment when the text that is filed was submitted, None when none is filed: what
    was saved during its review is part of the next one. Autosave rewrites a revision in place, so
    the log is read as well. `new_files` are the SHA-256 that the filed text does not name: their
    uploaders count as authors, whenever that was.
    """
    return editors_since(since, page_id, manual_page_id) | _authors_of(new_files)


def editors_since(moment: datetime | None, page_id: int, manual_page_id: int | None) -> set[int]:
    """Return the ids of everybody who edited pages or their parts from a moment on, None: ever."""
    pages = [pk for pk in (page_id, manual_page_id) if pk]
    saved = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=map(str, pages)
    )
    logged = PageLogEntry.objects.filter(page_id__in=pages, action__in=EDITING_ACTS)
    rows = {
        "page": GuidePage.objects.filter(pk=page_id),
        "manual_page": ManualPage.objects.filter(pk=cast(Any, manual_page_id)),
    }
    parts = edits_of_parts(lambda path: Subquery(_at(rows, path)))
    if moment:
        saved = saved.filter(created_at__gte=moment)
        logged = logged.filter(timestamp__gte=moment)
        parts = parts.filter(timestamp__gte=moment)
    return _people(saved, logged, parts)


def _at(rows, path):
    start, _, rest = path.partition("__")
    return rows[start].order_by().values(rest)


def _authors_of(hashes):
    if not hashes:
        return set()
    uploads = DepartmentDocument.objects.filter(sha256__in=hashes)
    uploaders = uploads.order_by().values_list("uploaded_by_user_id")
    edits = edits_of_files(hashes).order_by().values_list("user_id")
    return {pk for (pk,) in uploaders.union(edits) if pk}


def _people(first, *others):
    """Return the ids of the users of rows of several tables, in one query."""
    users, *more = (rows.order_by().values_list("user_id") for rows in (first, *others))
    return {pk for (pk,) in users.union(*more) if pk}
