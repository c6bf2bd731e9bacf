"""Every Submission in review has the task of the stage at which it stands."""

from django.db import migrations
from django.utils import timezone

from core.duties.working_days import add_working_days

DAYS = {"department": ("department", 10), "formal": ("office", 15), "compliance": ("office", 15)}


def make_tasks(apps, schema_editor):
    submissions = apps.get_model("moderation", "Submission").objects.filter(state="in_review")
    tasks = apps.get_model("moderation", "StageTask").objects
    made = []
    rows = submissions.only("stage", "submitted_at").prefetch_related("decisions")
    for submission in rows.iterator(chunk_size=500):
        span, days = DAYS.get(submission.stage, ("filing", 3))
        ends = [one.decided_at for one in submission.decisions.all()]
        began_at = max(ends, default=submission.submitted_at)
        due = add_working_days(timezone.localdate(began_at), days)
        made.append(
            tasks.model(
                submission_id=submission.pk,
                stage=submission.stage,
                span=span,
                began_at=began_at,
                days=days,
                due_on=due.on,
                is_provisional=due.is_provisional,
            )
        )
    tasks.bulk_create(made, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0006_deadlines"), ("core", "0006_deadlines")]

    operations = [
        # reviewed: RunPython — one row a Submission in review; taken back with its table
        migrations.RunPython(make_tasks, migrations.RunPython.noop),
    ]
