"""Noticing that a word of the dictionary changed, by any process."""

from django.db.models.signals import post_delete, post_save

from search.dictionary.snapshot import changed
from search.models import AskingWord, BestBet, Synonym


def follow() -> None:
    """Let each process read the dictionary anew once one of its rows was saved or deleted."""
    for model in (AskingWord, BestBet, Synonym):
        name = f"dictionary of {model.__name__}"
        post_save.connect(changed, sender=model, dispatch_uid=f"{name} saved")
        post_delete.connect(changed, sender=model, dispatch_uid=f"{name} deleted")
