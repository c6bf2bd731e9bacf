"""Entries follow what they tell of: written and taken away in the transaction of each save.

The stock handlers index in a task, whose errors are logged and lost; here an error of the index
is an error of the save. `follow` runs before Wagtail's search app is ready, and tells it so.
"""

from django.db.models.signals import post_delete, post_save
from modelsearch.backends.base import get_model_root
from wagtail.models import Page
from wagtail.search.index import get_indexed_models

from core.signals import pages_taken_away
from core.wagtail_changes.search_updates import leave_to_us
from guides.models import GuidePage, ItemSituation, ServiceItem
from search.admin import entries
from search.admin.zones import objects_to_index, searched_columns


def follow() -> None:
    """Index what is saved, and the guides of an item whose names or codes change."""
    leave_to_us(get_indexed_models())
    for model in get_indexed_models():
        post_save.connect(_was_saved, sender=model)
        post_delete.connect(_was_deleted, sender=get_model_root(model))
    pages_taken_away.connect(_pages_were_taken_away)
    post_save.connect(_item_was_saved, sender=ServiceItem)
    post_save.connect(_situation_was_saved, sender=ItemSituation)


def _was_saved(instance, update_fields=None, raw=False, **kwargs):
    model = instance.specific_class if isinstance(instance, Page) else type(instance)
    if raw or model is None:
        return
    searched = searched_columns(model)
    written = searched if update_fields is None else searched & set(update_fields)
    if written == searched and type(instance) is model:
        entries.write(model, [instance])
    elif written:
        # What is in memory is not all of what is stored.
        entries.write(model, objects_to_index(model).filter(pk=instance.pk))


def _was_deleted(instance, **kwargs):
    entries.of_model(type(instance)).filter(object_id=instance.pk).delete()


def _pages_were_taken_away(page_ids, **kwargs):
    entries.of_model(Page).filter(object_id__in=page_ids).delete()


def _item_was_saved(instance, created, raw=False, **kwargs):
    if not (created or raw):
        entries.write(GuidePage, objects_to_index(GuidePage).filter(situation__item=instance))


def _situation_was_saved(instance, created, raw=False, **kwargs):
    if not (created or raw):
        entries.write(GuidePage, objects_to_index(GuidePage).filter(situation=instance))
