"""Adds the department that a guide was handed over to, until it files its first version."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0005_files_by_guide"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicstate",
            name="handed_to",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The new department {slug,name,name_en,on} until it files its first version.",
                verbose_name="handed over to",
            ),
        ),
    ]
