"""Makes the admin's own index, and empties the stock one that nothing writes any more.

Nothing is lost by going back: `manage.py update_index` fills whichever index is in use.
"""

import django.db.models.deletion
from django.db import migrations, models

INSTALL = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_admin_text"
        " USING fts5(a, b, c, d, tokenize = 'ascii', detail = 'column')",
        "CREATE TRIGGER search_admin_text_follows AFTER DELETE ON search_adminentry"
        " BEGIN DELETE FROM search_admin_text WHERE rowid = OLD.id; END",
        "DELETE FROM wagtailsearch_indexentry",
    ],
    "postgresql": [
        "ALTER TABLE search_adminentry ADD COLUMN tokens tsvector NOT NULL DEFAULT ''",
        # What waits to be sorted in stays small: each search reads it, one save a while sorts it.
        "CREATE INDEX search_adminentry_tokens ON search_adminentry"
        " USING gin (tokens) WITH (gin_pending_list_limit = 256)",
        "TRUNCATE wagtailsearch_indexentry",
    ],
}
REMOVE = {
    "sqlite": ["DROP TRIGGER search_admin_text_follows", "DROP TABLE search_admin_text"],
    "postgresql": ["ALTER TABLE search_adminentry DROP COLUMN tokens"],
}


def install(apps, schema_editor):
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("search", "0002_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdminEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.BigIntegerField()),
                ("content_type", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_admin_entry")],
            },
        ),
        migrations.RunPython(install, remove),
    ]
