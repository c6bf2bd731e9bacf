"""Whether a Submission froze shared parts: as little to be changed afterwards as its text."""

from django.db import migrations, models

from core.append_only import guard, lift

FROZEN = (
    "id",
    "page_id",
    "manual_page_id",
    "department_id",
    "code",
    "title",
    "attempt",
    "guide_text",
    "guide_sha256",
    "manual_text",
    "manual_sha256",
    "effective_on",
    "sha256",
    "base_version",
    "base_manual_version",
    "changes",
    "reasons",
    "submitted_by_id",
    "submitted_at",
    "signed_name",
    "signed_username",
    "signed_role",
    "change_kind",
    "kind_reason",
    "error_count",
    "reminder_count",
)


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0016_frozen_parts'),
    ]

    operations = [
        # reviewed: RunPython — the guard is set again below, over the new column as well
        lift("moderation_submission", columns=FROZEN),
        migrations.AddField(
            model_name='submission',
            name='has_parts',
            field=models.BooleanField(editable=False, help_text='Whether it, or one before it, froze shared parts.', null=True),
        ),
        guard("moderation_submission", columns=(*FROZEN, "has_parts")),
    ]
