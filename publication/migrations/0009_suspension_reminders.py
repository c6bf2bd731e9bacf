"""Adds the reminders of suspensions that end, and an index of their days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0008_quality_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuspensionReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=120, verbose_name="code")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                (
                    "stage",
                    models.CharField(
                        choices=[("ahead", "ends tomorrow"), ("due", "its day has come")],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="mailed")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "retry_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="next attempt"),
                ),
            ],
            options={
                "verbose_name": "reminder of a suspension",
                "verbose_name_plural": "reminders of suspensions",
            },
        ),
        migrations.AddIndex(
            model_name="publicstate",
            index=models.Index(
                condition=models.Q(("until__isnull", False)),
                fields=["until"],
                name="suspensions_by_their_end",
            ),
        ),
        migrations.AddIndex(
            model_name="suspensionreminder",
            index=models.Index(
                condition=models.Q(("mailed_at", None)),
                fields=["created_at"],
                name="reminders_to_be_mailed",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspensionreminder",
            constraint=models.UniqueConstraint(
                fields=("code", "since", "until", "stage"), name="one_reminder_a_day_of_suspension"
            ),
        ),
    ]
