"""Signs branch jobs with the names that their operators had."""

from django.db import migrations

from core.people.signing_migrations import add_signature, sign_rows


class Migration(migrations.Migration):
    dependencies = [("guides", "0004_site_name"), ("core", "0004_index_of_slugs")]

    operations = [
        *add_signature("branchjob"),
        # reviewed: RunPython — one update for each operator
        sign_rows("guides", "branchjob", "started_by", role="operator"),
    ]
