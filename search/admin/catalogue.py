"""Guides are found by the names and codes of their items: when these change, so do the entries."""

from django.db.models.signals import post_save

from guides.models import GuidePage, ItemSituation, ServiceItem
from search.admin import entries
from search.admin.zones import objects_to_index


def follow():
    """Index the guides of an item anew when it, or one of its handling items, is saved."""
    post_save.connect(_item_was_saved, sender=ServiceItem)
    post_save.connect(_situation_was_saved, sender=ItemSituation)


def _item_was_saved(instance, created, raw=False, **kwargs):
    if not (created or raw):
        entries.write(GuidePage, objects_to_index(GuidePage).filter(situation__item=instance))


def _situation_was_saved(instance, created, raw=False, **kwargs):
    if not (created or raw):
        entries.write(GuidePage, objects_to_index(GuidePage).filter(situation=instance))
