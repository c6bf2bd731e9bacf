"""The archive of revisions: keeps what proves something, exports the rest, then lets it go.

Kept are each page's newest and live revision, those that a stage decided on, the one from which
each Submission was frozen, and those that a comment names. What is exported lies in compressed
files of JSON lines, each with its SHA-256 beside it; a revision goes only once its file is there.
"""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import Comment, Page, Revision, TaskState

from core.audit import record
from core.wagtail_changes.tree_paths import delete_rows
from moderation.acts import ARCHIVED
from moderation.models import Submission

BATCH = 500


@dataclass
class Archived:
    """What a run exported."""

    revisions: int = 0
    files: int = 0


def expendable(before: datetime) -> QuerySet[Revision]:
    """Return the revisions of pages older than a moment that prove nothing, the oldest first."""
    pages = ContentType.objects.get_for_model(Page)
    rows = Revision.objects.filter(base_content_type=pages, created_at__lt=before)
    kept = [
        Page.objects.filter(latest_revision=OuterRef("pk")),
        Page.objects.filter(live_revision=OuterRef("pk")),
        TaskState.objects.filter(revision=OuterRef("pk")),
        Comment.objects.filter(revision_created=OuterRef("pk")),
        _frozen_from("page_id"),
        _frozen_from("manual_page_id"),
    ]
    for condition in kept:
        rows = rows.filter(~Exists(condition))
    return rows.filter(approved_go_live_at=None).order_by("pk")


def _frozen_from(page: str) -> QuerySet[Submission]:
    """Return the Submissions whose guide or manual was frozen from the outer query's revision."""
    newest = Revision.objects.filter(
        base_content_type=OuterRef(OuterRef("base_content_type")),
        object_id=OuterRef(OuterRef("object_id")),
        created_at__lte=OuterRef("submitted_at"),
    ).order_by("-created_at", "-pk")
    rows = Submission.objects.annotate(
        page_key=Cast(page, CharField()), frozen_from=Subquery(newest.values("pk")[:1])
    )
    return rows.filter(page_key=OuterRef("object_id"), frozen_from=OuterRef("pk"))


def archive(
    before: datetime, folder: Path, report: Callable[[Archived], Any] = lambda done: None
) -> Archived:
    """Export and delete the expendable revisions older than a moment; return what was done.

    Each batch is a file of its own and a transaction of its own, so that a run may be stopped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = Archived()
    while batch := list(expendable(before)[:BATCH]):
        _export(batch, folder)
        _delete(batch)
        done.revisions += len(batch)
        done.files += 1
        report(done)
    return done


def _export(batch: list[Revision], folder: Path) -> None:
    """Write a batch and its SHA-256; the file has its name only once it is whole."""
    path = folder / f"revisions-{batch[0].pk}-{batch[-1].pk}.jsonl.gz"
    part = path.with_suffix(".part")
    with gzip.open(part, "wt", encoding="utf-8") as file:
        for one in batch:
            line = {
                "id": one.pk,
                "page": one.object_id,
                "created_at": one.created_at.isoformat(),
                "user": one.user_id,
                "content": one.content,
            }
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    part.rename(path)
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", encoding="utf-8")


@transaction.atomic
def _delete(batch: list[Revision]) -> None:
    ids = [one.pk for one in batch]
    rows = Revision.objects.filter(pk__in=ids)
    delete_rows(rows)
    record(ARCHIVED, by=None, label=f"{ids[0]} – {ids[-1]}", rows=len(ids))
