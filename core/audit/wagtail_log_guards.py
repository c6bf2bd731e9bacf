"""The tables of Wagtail's log, which the database itself lets nobody change or empty.

They are Wagtail's, so that its migrations must be able to change them: the guards are lifted before
a migration of Wagtail's runs, and set after every `migrate`.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate
from wagtail.models import ModelLogEntry, PageLogEntry

from core.append_only import guarding, guarding_truncation, lifting

TABLES = tuple(model._meta.db_table for model in (PageLogEntry, ModelLogEntry))
WAGTAIL = "wagtailcore"
GUARDED = (
    "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = tgrelid::regclass || '_guard'"
)


def connect() -> None:
    """Keep the guards around migrations."""
    pre_migrate.connect(lift_for_wagtail, dispatch_uid="history_guards_lifted")
    post_migrate.connect(set_guards, dispatch_uid="history_guards_set")


def lift_for_wagtail(
    sender: Any, using: str, plan: Iterable[tuple[Migration, bool]] = (), **kwargs: Any
) -> None:
    """Lift the guards when Wagtail's tables may change."""
    moves_wagtail = any(migration.app_label == WAGTAIL for migration, _backwards in plan)
    if sender.label == WAGTAIL and moves_wagtail:
        _execute(using, [one for table in _there(using) for one in lifting(_vendor(using), table)])


def set_guards(sender: Any, using: str, **kwargs: Any) -> None:
    """Set the guards of the log; on PostgreSQL also those of every table against TRUNCATE."""
    if sender.label != "core":
        return
    connection = connections[using]
    _execute(using, [one for table in _there(using) for one in guarding(_vendor(using), table)])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(GUARDED)
            _execute(using, [guarding_truncation(table) for (table,) in cursor.fetchall()])


def _there(using):
    return [table for table in TABLES if table in connections[using].introspection.table_names()]


def _vendor(using):
    return connections[using].vendor


def _execute(using, statements):
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
