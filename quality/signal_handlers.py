"""Lets the process that saved a setting use it at once."""

from django.db.models.signals import post_delete, post_save

from quality.models import RuleSetting, WordEntry
from quality.rule_book import forget_rule_book


def connect() -> None:
    """Follow changes of rule settings and word lists."""
    for model in (RuleSetting, WordEntry):
        for signal in (post_save, post_delete):
            signal.connect(forget_rule_book, sender=model, dispatch_uid=f"quality.{model.__name__}")
