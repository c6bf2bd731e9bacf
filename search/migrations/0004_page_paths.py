"""Lets PostgreSQL know how many pages a department has; without, it takes every one for small.

A hundred samples of a million paths (the default) miss most departments; undone, they do again.
"""

from django.db import migrations


def sample(count):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"ALTER TABLE wagtailcore_page ALTER COLUMN path SET STATISTICS {count}"
            )

    return run


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
        ("search", "0003_admin_entry"),
    ]

    operations = [migrations.RunPython(sample(1_000), sample(-1))]
