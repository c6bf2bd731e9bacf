"""Two releases serve side by side: a migration takes nothing from the release before it.

What a release adds, the one before does not fill in; what the one before reads goes with a later
release, with a comment `# reviewed: RemoveField — why`, once no process asks for it any more.
"""

from inspect import getsource
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

TAKEN_AWAY = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)
BEFORE_THE_FIRST_RELEASE = Path(__file__).with_name("migrations_before_the_first_release.txt")


def our_migrations():
    """Yield (app.name, migration), those that make a room's first tables excepted."""
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        is_ours = Path(apps.get_app_config(app).path).parent == Path(settings.BASE_DIR)
        if is_ours and not migration.initial:
            yield f"{app}.{name}", migration


def is_filled_in_by_the_old_release(operation):
    field = operation.field
    return field.null or field.has_db_default() or field.many_to_many


def faults_of(migration):
    """Yield what of a migration stops the release before it."""
    source = getsource(__import__(migration.__module__, fromlist=["Migration"]))
    made = {one.name_lower for one in migration.operations if hasattr(one, "fields")}
    for operation in migration.operations:
        kind = type(operation).__name__
        if isinstance(operation, TAKEN_AWAY) and f"# reviewed: {kind}" not in source:
            yield f"{kind} {operation.describe()}"
        if (
            isinstance(operation, operations.AddField)
            and operation.model_name_lower not in made
            and not is_filled_in_by_the_old_release(operation)
        ):
            yield f"AddField {operation.describe()}"


def test_no_migration_stops_the_release_before_it():
    known = BEFORE_THE_FIRST_RELEASE.read_text(encoding="utf-8").split()
    faults = {name: found for name, one in our_migrations() if (found := list(faults_of(one)))}

    assert {name: found for name, found in faults.items() if name not in known} == {}
    assert sorted(known) == sorted(faults), "a line that is not needed any more"


@pytest.mark.parametrize("name", ["exchange.0003_catalogue_extent"])
def test_a_column_with_a_default_in_the_database_is_no_fault(name):
    assert list(faults_of(dict(our_migrations())[name])) == []
