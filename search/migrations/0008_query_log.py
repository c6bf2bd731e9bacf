"""What people look for and choose."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0007_spelling")]

    operations = [
        migrations.CreateModel(
            name="LoggedQuery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("text", models.CharField(max_length=200)),
                ("folded", models.CharField(db_index=True, max_length=200)),
                ("total", models.PositiveIntegerField(help_text="Hits, at most 1,000.")),
                ("related", models.PositiveSmallIntegerField()),
                ("answered", models.BooleanField(default=False)),
                ("corrected", models.CharField(blank=True, max_length=200)),
                ("first", models.CharField(blank=True, help_text="Code of what stood first.", max_length=120)),
                ("milliseconds", models.PositiveIntegerField()),
                ("degraded", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="LoggedClick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("folded", models.CharField(db_index=True, max_length=200)),
                ("code", models.CharField(max_length=120)),
                ("rank", models.PositiveSmallIntegerField()),
            ],
        ),
    ]
