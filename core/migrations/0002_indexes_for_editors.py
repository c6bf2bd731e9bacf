"""Indexes on Wagtail's own tables, so that the admin is quick at a million pages (ADR 0016).

SQLite rebuilds a table that one of Wagtail's later migrations alters, and loses these indexes with
it; there that costs time only. PostgreSQL keeps them.
"""

from django.db import migrations

# Django asks for the newest first with empty dates last. SQLite does so by itself.
NEWEST_FIRST = {"postgresql": "latest_revision_created_at DESC NULLS LAST"}
NEWEST_FIRST_ELSEWHERE = "latest_revision_created_at DESC"
PARENT_PATH = "SUBSTR(path, 1, LENGTH(path) - 4)"
INDEXES = {
    # Root, root of the guides, departments, folders: some hundred rows. Nearly every screen asks
    # for `depth = 1`, and children of the upper levels share their path with a million guides.
    "page_upper_levels": "wagtailcore_page (depth, path) WHERE depth <= 4",
    # The explorer's list of a folder, the newest change first, without reading all of its 5,000.
    "page_children_by_change": f"wagtailcore_page ({PARENT_PATH}, {{newest_first}})",
    # What changed last in a department or in the whole city: the explorer's filters.
    "page_by_change": "wagtailcore_page ({newest_first})",
    # The report of locked pages, and one's own on the dashboard: some tens of rows.
    "page_locked": "wagtailcore_page (locked_at) WHERE locked",
    # A person's latest edits on the dashboard; a person's part of the site history.
    "pagelog_user_time": 'wagtailcore_pagelogentry (user_id, "timestamp" DESC)',
    "modellog_user_time": 'wagtailcore_modellogentry (user_id, "timestamp" DESC)',
}


def add(apps, schema_editor):
    """Create the indexes; writing waits for it, some minutes at a million pages."""
    newest_first = NEWEST_FIRST.get(schema_editor.connection.vendor, NEWEST_FIRST_ELSEWHERE)
    for name, where in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {where.format(newest_first=newest_first)}")


def remove(apps, schema_editor):
    """Drop them."""
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(add, remove)]
