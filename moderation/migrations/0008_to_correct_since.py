"""Marks the Submissions that were returned and not sent again; indexes for the first page."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def mark(apps, schema_editor):
    """Mark what was returned and has no later Submission but withdrawn ones."""
    rows = apps.get_model("moderation", "Submission")._base_manager
    later = rows.filter(page_id=OuterRef("page_id"), pk__gt=OuterRef("pk"))
    last = ~Exists(later.exclude(state="withdrawn"))
    rows.filter(last, state="returned").update(to_correct_since=F("ended_at"))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0007_tasks_of_open_submissions")]

    operations = [
        migrations.AddField(
            "submission",
            "to_correct_since",
            # Nullable, or SQLite would copy the table and lose its guard and hand-made indexes.
            models.DateTimeField(editable=False, null=True, verbose_name="to be corrected since"),
        ),
        # reviewed: RunPython — one update; texts are not touched
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AddIndex(
            "submission",
            models.Index(
                fields=["department", "to_correct_since"],
                condition=models.Q(to_correct_since__isnull=False),
                name="submissions_to_correct",
            ),
        ),
        migrations.AddIndex(
            "submission", models.Index(fields=["submitted_at"], name="submissions_by_moment")
        ),
        migrations.AddIndex(
            "decision",
            models.Index(fields=["decided_by", "decided_at"], name="decisions_of_a_person"),
        ),
    ]
