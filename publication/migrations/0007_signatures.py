"""Signs filed versions with the names that their filing officers had."""

from django.db import migrations

from core.append_only import guard, lift
from core.people.signing_migrations import add_signature, sign_rows


class Migration(migrations.Migration):
    dependencies = [("publication", "0006_handed_to"), ("core", "0004_index_of_slugs")]

    operations = [
        # reviewed: RunPython — the guard is set again below
        lift("publication_publishedversion"),
        *add_signature("publishedversion"),
        # reviewed: RunPython — one update for each filing officer; texts are not touched
        sign_rows("publication", "publishedversion", "filed_by", role="filing_officer"),
        guard("publication_publishedversion"),
    ]
