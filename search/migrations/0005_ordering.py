"""Makes what hits are ordered by; the index in the database is filled anew by the relay.

`manage.py search rebuild` fills it at once; the relay needs some minutes for ten thousand guides.
"""

from django.db import migrations, models

INSTALL = {
    "sqlite": [
        "DROP TABLE search_text",
        "CREATE VIRTUAL TABLE search_text"
        " USING fts5(title, aliases, summary, text, characters, tokenize = 'ascii')",
        "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_text', 'col')",
    ],
    "postgresql": [
        "CREATE INDEX search_searchentry_names ON search_searchentry"
        " USING gin ((title_tokens || alias_tokens))",
    ],
}
REMOVE = {
    "sqlite": [
        "DROP TABLE search_vocabulary",
        "DROP TABLE search_text",
        "CREATE VIRTUAL TABLE search_text"
        " USING fts5(title, aliases, summary, text, tokenize = 'ascii')",
    ],
    "postgresql": ["DROP INDEX search_searchentry_names"],
}
EMPTY = [
    "DELETE FROM search_entryfacet",
    "DELETE FROM search_searchphrase",
    "DELETE FROM search_searchentry",
    "DELETE FROM publication_cursor WHERE consumer = 'search-database'",
]


def install(apps, schema_editor):
    _run(schema_editor, INSTALL[schema_editor.connection.vendor])


def remove(apps, schema_editor):
    _run(schema_editor, REMOVE[schema_editor.connection.vendor])


def _run(schema_editor, statements):
    # Otherwise PostgreSQL changes no table whose rows were deleted in the same transaction.
    now = ["SET CONSTRAINTS ALL IMMEDIATE"] if schema_editor.connection.vendor != "sqlite" else []
    for statement in [*now, *statements, *EMPTY]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_page_paths"), ("publication", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TokenFrequency",
            fields=[
                ("token", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("guides", models.PositiveIntegerField()),
            ],
        ),
        # reviewed: RunPython — empties the index, which is filled again from what is published
        migrations.RunPython(install, remove),
        migrations.AddField(
            model_name="searchentry",
            name="searched",
            field=models.TextField(
                default="", help_text="Folded texts by which hits are ordered."
            ),
        ),
    ]
