"""A reminder stays when its milestone is deleted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0016_part_changes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="campaignreminder",
            name="milestone",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="publication.campaignmilestone",
            ),
        ),
    ]
