"""Words of names by their sound."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0006_dictionary")]

    operations = [
        migrations.CreateModel(
            name="SpellingWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=20, unique=True)),
                ("sound", models.CharField(db_index=True, max_length=80)),
                ("initials", models.CharField(db_index=True, max_length=20)),
                ("names", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="LearningRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("learnt_at", models.DateTimeField(auto_now=True)),
                ("seq", models.BigIntegerField(default=-1, help_text="The last event in the index then.")),
                ("revision", models.BigIntegerField(default=0, help_text="The dictionary's revision then.")),
                ("seconds", models.FloatField(default=0)),
            ],
        ),
    ]
