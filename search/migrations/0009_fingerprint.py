"""A hash of what the index holds of a guide, by which it is verified."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0008_query_log")]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="fingerprint",
            field=models.CharField(default="", max_length=32),
        ),
    ]
