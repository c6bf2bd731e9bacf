"""Lets the process that saved a law use it at once."""

from django.db.models.signals import post_delete, post_save

from guides.laws.finding import forget_laws
from guides.laws.models import Law, LawArticle


def connect() -> None:
    """Follow changes of laws and their articles."""
    for model in (Law, LawArticle):
        for signal in (post_save, post_delete):
            signal.connect(forget_laws, sender=model, dispatch_uid=f"guides.laws.{model.__name__}")
