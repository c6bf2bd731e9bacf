"""One more index: whether a slug is free among the 10,000 children of a folder (ADR 0016).

Wagtail asks it twice whenever a page is saved, and read all of the folder's rows to know.
"""

from django.db import migrations

INDEX = "CREATE INDEX page_slug_and_path ON wagtailcore_page (slug, path)"


class Migration(migrations.Migration):
    dependencies = [("core", "0003_index_of_own_edits")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX page_slug_and_path")]
