"""Lets the database refuse changes of decisions, and of everything that a Submission freezes."""

from django.db import migrations

from core.append_only import guard

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
)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [
        guard("moderation_decision"),
        guard("moderation_submissioneditor"),
        guard("moderation_submission", columns=FROZEN),
    ]
