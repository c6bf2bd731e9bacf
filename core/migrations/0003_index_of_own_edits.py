"""One more index: what a person edited last, for reviewers who act often and edit never.

Without the action in the index the dashboard of a city reviewer reads all his log rows, half a
million after some years, to find no edit.
"""

from django.db import migrations

INDEX = """
    CREATE INDEX pagelog_own_edits ON wagtailcore_pagelogentry (user_id, "timestamp" DESC)
    WHERE action = 'wagtail.edit'
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_indexes_for_editors")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX pagelog_own_edits")]
