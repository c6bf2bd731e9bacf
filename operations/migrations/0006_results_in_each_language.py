"""Results of checks are kept in every language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0005_demonstrations_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="checkresult",
            name="in_other_languages",
            field=models.JSONField(editable=False, null=True, verbose_name="in other languages"),
        ),
    ]
