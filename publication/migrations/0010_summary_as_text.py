"""Keeps the facts of lists as the text that the API passes on, in place of jsonb."""

from django.db import migrations

from core.texts.json_text import JsonTextField


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0009_suspension_reminders"),
    ]

    operations = [
        # reviewed: AlterField — writes the table once, a minute for a million rows; nothing in it
        # is lost, and the way back is the same.
        migrations.AlterField(
            model_name="publicstate",
            name="summary",
            field=JsonTextField(
                default=dict, help_text="What a list shows of it: see publication.summary."
            ),
        ),
    ]
