"""Building the admin's index anew, in place: by key range, resumable, while people work."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from modelsearch.backends.base import BaseIndex, get_model_root
from wagtail.search.index import get_indexed_models

from search.admin import entries
from search.admin.zones import objects_to_index
from search.models import RebuildRun

ADMIN = "admin"
RANGE = 1_000
"""Objects that are read and written at once."""


def rebuild(
    model: Any, report: Callable[[int], object] = lambda done: None, size: int = RANGE
) -> int:
    """Write the entries of all objects of a model, going on where one stopped; return how many.

    `report(done)` is called after each range. Readers see each range as it comes.
    """
    run = _unfinished(model) or RebuildRun.objects.create(
        engine=ADMIN, index=model._meta.label, from_seq=0
    )
    done = 0
    while count := _write_range(model, run, size):
        done += count
        report(done)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return done


def _unfinished(model):
    runs = RebuildRun.objects.filter(engine=ADMIN, index=model._meta.label, finished_at=None)
    return runs.order_by("-pk").first()


@transaction.atomic
def _write_range(model, run, size):
    """Write the next objects; of one that is saved meanwhile, the save's own entry stays.

    Entries that are there are locked before their objects are read; those that appear meanwhile
    are left alone.
    """
    following = model.get_indexed_objects().filter(pk__gt=run.last_key).order_by("pk")
    keys = list(following.values_list("pk", flat=True)[:size])
    if not keys:
        return 0
    held = entries.of_model(model).filter(object_id__in=keys).select_for_update().order_by("pk")
    known = set(held.values_list("object_id", flat=True))
    objects = list(objects_to_index(model).filter(pk__in=keys))
    entries.write(model, [one for one in objects if one.pk in known])
    entries.write(model, [one for one in objects if one.pk not in known], only_missing=True)
    run.last_key = keys[-1]
    run.save(update_fields=["last_key"])
    return len(keys)


def forget_removed_objects() -> None:
    """Take away the entries of objects that are gone without a word (raw deletes)."""
    for root in {get_model_root(model) for model in get_indexed_models()}:
        there = root._base_manager.filter(pk=OuterRef("object_id"))
        entries.of_model(root).filter(~Exists(there)).delete()


class Rebuilder:
    """What a stock `update_index` asks a backend for; ours (ADR 0014) does not go through it."""

    def __init__(self, index):
        self.index = index

    def start(self) -> BaseIndex:
        """Begin: entries are written over those that are there."""
        forget_removed_objects()
        return self.index

    def finish(self) -> None:
        """End: there is nothing to put in place."""
