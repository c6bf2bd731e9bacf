"""Makes the place where each database searches tokens; nothing is lost by going back."""

from django.db import migrations

INSTALL = {
    "sqlite": [
        # Tokens come ready-made: `ascii` splits on blanks and leaves every Chinese character alone.
        "CREATE VIRTUAL TABLE search_text"
        " USING fts5(title, aliases, summary, text, tokenize = 'ascii')",
    ],
    "postgresql": [
        "ALTER TABLE search_searchentry ADD COLUMN title_tokens tsvector,"
        " ADD COLUMN alias_tokens tsvector, ADD COLUMN tokens tsvector",
        "CREATE INDEX search_searchentry_tokens ON search_searchentry USING gin (tokens)",
    ],
}
REMOVE = {
    "sqlite": ["DROP TABLE search_text"],
    "postgresql": [
        "ALTER TABLE search_searchentry DROP COLUMN title_tokens,"
        " DROP COLUMN alias_tokens, DROP COLUMN tokens",
    ],
}


def install(apps, schema_editor):
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
