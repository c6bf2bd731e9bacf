"""Taking pages away, many at once: what Wagtail's delete does page by page, in sets."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, SET_NULL
from wagtail.models import Page, ReferenceIndex, Revision

from core.registries import bound_guides
from core.signals import pages_taken_away
from core.wagtail_changes.tree_paths import delete_rows
from guides.branches.tree import (
    BATCH,
    add_children,
    empty_folders,
    guides_ahead,
    locked,
    log_all,
    pages_below,
)
from guides.models import BranchJob, GuideFolder, GuidePage, ManualPage

KINDS = (ManualPage, GuidePage, GuideFolder)


def remove_batch(job: BranchJob) -> bool:
    """Take away the next drafts with their manuals; False when the branch has no guide ahead.

    What was ever submitted or filed is kept. Asked after the guides are held: a submission waits
    for the same row, and finds none afterwards.
    """
    guides = locked(guides_ahead(job)[:BATCH])
    if not guides:
        return False
    here = GuidePage.objects.filter(pk__in=[guide.pk for guide in guides])
    bound = set(here.filter(bound_guides()).values_list("pk", flat=True))
    drafts = [guide for guide in guides if guide.pk not in bound]
    if drafts:
        take_away([*drafts, *pages_below(drafts)], job)
    job.done += len(drafts)
    kept = [guide for guide in guides if guide.pk in bound]
    job.note_kept(kept, dict.fromkeys(bound, BranchJob.Kept.BOUND))
    job.last_path = guides[-1].path
    return True


def remove_empty_folders(job: BranchJob) -> None:
    """Take away the folders of a branch that hold nothing any more."""
    folders = empty_folders(job)
    if folders:
        take_away(folders, job)


def take_away(pages: Sequence[Page], job: BranchJob) -> None:
    """Delete pages, whose descendants are among them, with all that goes with a page."""
    ids = [page.pk for page in pages]
    log_all(pages, "wagtail.delete", job, deleted=True)
    _clear_dependents(ids)
    _clear_generic([str(pk) for pk in ids])
    for model in KINDS:
        rows = model._base_manager.filter(page_ptr__in=ids)
        delete_rows(rows)
    rows = Page._base_manager.filter(pk__in=ids)
    delete_rows(rows)
    gone = {page.path for page in pages}
    parents = Counter(path[: -Page.steplen] for path in gone)
    add_children({path: -count for path, count in parents.items() if path not in gone})
    pages_taken_away.send(sender=Page, page_ids=ids)


def _clear_dependents(ids):
    """Delete or empty what points at pages by a foreign key, as its `on_delete` says.

    What protects a page is not asked: its guide would be bound, and the database refuses.
    """
    for model, field in sorted(_dependents(), key=str):
        rows = model._base_manager.filter(**{f"{field.name}__in": ids})
        if field.remote_field.on_delete is CASCADE:
            rows.delete()
        elif field.remote_field.on_delete is SET_NULL:
            rows.update(**{field.name: None})


def _dependents():
    relations: list[Any] = [
        relation
        for model in (Page, *KINDS)
        for relation in model._meta.get_fields(include_hidden=True)
    ]
    return {
        (relation.related_model, relation.field)
        for relation in relations
        if relation.auto_created and not relation.concrete and not relation.many_to_many
        if not relation.field.remote_field.parent_link
    }


def _clear_generic(keys):
    """Delete revisions and references, which name pages by type and key."""
    page_type = ContentType.objects.get_for_model(Page)
    gone = [
        Revision.objects.filter(base_content_type=page_type, object_id__in=keys),
        ReferenceIndex.objects.filter(base_content_type=page_type, object_id__in=keys),
        ReferenceIndex.objects.filter(to_content_type=page_type, to_object_id__in=keys),
    ]
    for rows in gone:
        delete_rows(rows)
