"""Rows that are written once: refused by the model, and by the database behind it."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django.db import migrations, models

MESSAGE = "append-only: this row is never changed or deleted"


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a row that is written once."""


class AppendOnlyQuerySet(models.QuerySet):
    """A QuerySet that adds rows and reads them, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(MESSAGE)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(MESSAGE)


class AppendOnlyModel(models.Model):
    """Base of models whose rows are written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(MESSAGE)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(MESSAGE)


def guard(table: str, columns: Sequence[str] = ()) -> migrations.RunPython:
    """Return the migration operation that lets the database refuse DELETE and UPDATE on a table.

    With `columns`, only changes of these are refused. Reversible; PostgreSQL and SQLite.
    """

    def install(apps, schema_editor):
        for statement in guarding(schema_editor.connection.vendor, table, columns):
            schema_editor.execute(statement)

    def remove(apps, schema_editor):
        for statement in lifting(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)

    return migrations.RunPython(install, remove)


def lift(table: str, columns: Sequence[str] = ()) -> migrations.RunPython:
    """Return the migration operation that takes a guard away; the same migration sets it again."""
    setting: Any = guard(table, columns)
    return migrations.RunPython(setting.reverse_code, setting.code)


def guarding(vendor: str, table: str, columns: Sequence[str] = ()) -> list[str]:
    """Return the statements that let the database refuse changes of a table, set already or not."""
    of = f" OF {', '.join(columns)}" if columns else ""
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
            f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE{of} OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            guarding_truncation(table),
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_guard_{verb} "
        f"BEFORE {verb}{of if verb == 'UPDATE' else ''} "
        f"ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def guarding_truncation(table: str) -> str:
    """Return the statement that lets PostgreSQL refuse to empty a guarded table at once."""
    return (
        f"CREATE OR REPLACE TRIGGER {table}_guard_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def lifting(vendor: str, table: str) -> list[str]:
    """Return the statements that take a guard away, whether it is set or not."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_guard ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_guard_truncate ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_refuse()",
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_guard_{verb}" for verb in ("UPDATE", "DELETE")]
