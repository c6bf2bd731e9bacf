"""Lets the database refuse changes of filed versions and of the event log."""

from django.db import migrations

from core.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [guard("publication_publishedversion"), guard("publication_event")]
