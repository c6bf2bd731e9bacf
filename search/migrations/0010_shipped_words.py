"""What a release last gave of the dictionary."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0009_fingerprint")]

    operations = [
        migrations.CreateModel(
            name="ShippedWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folded", models.CharField(max_length=100, unique=True)),
                ("official", models.TextField(help_text="The official names as given, one a line.")),
            ],
        ),
    ]
