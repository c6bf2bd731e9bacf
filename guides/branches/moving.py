"""Handing guides over to another department, whole items at a time.

What is published stays as it was filed; the log and the readers learn who is responsible now.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone
from wagtail.models import Page

from core.access.page_permissions import GUIDE_DEPTH
from core.registries import guides_handed_over, guides_in_review
from core.signals import guides_moved
from core.wagtail_changes.tree_paths import below, child_path, step_of
from guides.branches.files import hand_over_files
from guides.branches.tree import (
    BATCH,
    add_children,
    guides_ahead,
    locked,
    log_all,
    pages_below,
)
from guides.compiling.compile import folder_for
from guides.models import BranchJob, GuideFolder, GuidePage, ServiceItem

Kept = BranchJob.Kept


def move_batch(job: BranchJob) -> bool:
    """Hand over the next items with all their guides and manuals; False when none is ahead.

    An item goes as a whole or stays: half of it would name one authority and belong to another.
    """
    items, end = _next_items(job)
    if not items:
        return False
    # Items first, as `compile_guide` does: no guide of them is begun meanwhile.
    list(ServiceItem.objects.select_for_update().filter(pk__in=items).order_by("pk").only("pk"))
    guides = locked(_guides_of(items).order_by("path"))
    why = _why_kept(guides, items, job)
    moved = [guide for guide in guides if guide.pk not in why]
    if moved:
        _hand_over(moved, job)
    job.done += len(moved)
    passed = [one for one in guides if job.last_path < one.path <= end and one.pk in why]
    kept = [one for one in passed if one.path.startswith(job.branch_path)]
    job.note_kept(kept, why)
    job.last_path = end
    guides_moved.send(sender=BranchJob, job=job, moved=moved, kept=kept, why=why)
    return True


def _guides_of(items):
    """Return the guides of items, wherever they stand."""
    guides = GuidePage.objects.filter(situation__item__in=items)
    return guides.annotate(item_id=F("situation__item_id"))


def _next_items(job):
    """Return the ids of the next items that fit into a batch, and the path up to which they
    reach.
    """
    ahead = list(guides_ahead(job).values_list("path", "situation__item_id")[:BATCH])
    counted = _guides_of({item for _path, item in ahead}).order_by()
    sizes = dict(counted.values_list("item_id").annotate(Count("pk")))
    chosen, room, end = set(), BATCH, job.last_path
    for path, item in ahead:
        if item not in chosen:
            if chosen and sizes[item] > room:
                break
            chosen.add(item)
            room -= sizes[item]
        end = path
    return chosen, end


def items_taken(department: Any) -> Exists:
    """Return the condition on items under which another of that department has their basic code."""
    others = ServiceItem.objects.filter(department=department, basic_code=OuterRef("basic_code"))
    return Exists(others.exclude(pk=OuterRef("pk")))


def _why_kept(guides, items, job):
    """Return {page id: why} of the guides that stay where they are."""
    here = GuidePage.objects.filter(pk__in=[guide.pk for guide in guides])
    if job.takes_reviewed:
        here = here.none()
    reviewed = set(here.filter(guides_in_review()).values_list("pk", flat=True))
    held_up = {guide.item_id for guide in guides if guide.pk in reviewed}
    same_code = ServiceItem.objects.filter(items_taken(job.target), pk__in=items)
    taken = set(same_code.values_list("pk", flat=True))
    why = {one.pk: Kept.CODE_TAKEN for one in guides if one.item_id in taken}
    why |= {one.pk: Kept.SIBLING_IN_REVIEW for one in guides if one.item_id in held_up}
    return why | dict.fromkeys(reviewed, Kept.IN_REVIEW)


def _hand_over(guides, job):
    """Let guides, their manuals and their items belong to the target, in its folders."""
    manuals = pages_below(guides)
    add_children({path: -count for path, count in Counter(_parents(guides)).items()})
    for guide, (path, folder_url) in zip(guides, _places(job.target, len(guides)), strict=True):
        for manual in manuals:
            if manual.path.startswith(guide.path):
                manual.path = path + manual.path[len(guide.path) :]
                manual.url_path = f"{folder_url}{guide.slug}/{manual.slug}/"
        guide.path, guide.url_path = path, f"{folder_url}{guide.slug}/"
    Page.objects.bulk_update([*guides, *manuals], ["path", "url_path"])
    GuidePage.objects.filter(pk__in=[one.pk for one in guides]).update(department=job.target)
    ServiceItem.objects.filter(pk__in={one.item_id for one in guides}).update(
        department=job.target, updated_at=timezone.now()
    )
    hand_over_files([*guides, *manuals], job.target)
    ways = {"source": {"title": job.department.name}, "destination": {"title": job.target.name}}
    log_all(guides, "wagtail.move", job, data=ways)
    # Last, as it takes the event counter.
    guides_handed_over(
        [one.code for one in guides],
        job.department,
        job.target,
        job.started_by,
        role=job.signed_role,
        decision=job.reason,
    )


def _parents(pages):
    return [page.path[: -Page.steplen] for page in pages]


def _places(department, count):
    """Return (path, its folder's url_path) of so many new guides in a department's folders."""
    places = []
    while len(places) < count:
        folder = folder_for(department)
        taken = min(count - len(places), GuideFolder.MAX_CHILDREN - folder.numchild)
        last = Page.objects.filter(below(folder.path), depth=GUIDE_DEPTH).order_by("path").last()
        start = step_of(last.path) + 1 if last else 1
        paths = [child_path(folder.path, start + step) for step in range(taken)]
        places += [(path, folder.url_path) for path in paths]
        add_children({folder.path: taken})
    return places
