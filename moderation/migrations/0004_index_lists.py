"""Indexes of the work queue's lists: what a person sent and what he decided, the newest first.

A city reviewer decides on every guide there is, so that his list is as long as the table.
"""

from django.db import migrations

INDEXES = {
    "submission_sent_by": "moderation_submission (submitted_by_id, id DESC)",
    "decision_decided_by": "moderation_decision (decided_by_id, id DESC)",
}


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_review_workflow")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {where}", f"DROP INDEX {name}")
        for name, where in INDEXES.items()
    ]
