"""`manage.py guard_tables`: sets the triggers again that refuse changes of what is written once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from core.append_only import AppendOnlyModel, guarding
from core.checks import own_models


class Command(BaseCommand):
    """Set every guard that misses; one that is there stays."""

    help = "Sets the database's guards on tables whose rows are written once."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        with connection.cursor() as cursor:
            for model in own_models():
                if issubclass(model, AppendOnlyModel):
                    for statement in guarding(connection.vendor, model._meta.db_table):
                        cursor.execute(statement)
                    self.stderr.write(f"guarded: {model._meta.db_table}")
