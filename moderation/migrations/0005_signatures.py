"""Signs submissions and decisions with the names and roles that their authors had."""

from django.db import migrations

from core.append_only import guard, lift
from core.people.signing_migrations import add_signature, sign_rows

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
SIGNED = ("signed_name", "signed_username", "signed_role")
ROLES = {
    "department": "department_reviewer",
    "formal": "formal_reviewer",
    "compliance": "compliance_reviewer",
    "filing": "filing_officer",
}


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_index_lists"), ("core", "0004_index_of_slugs")]

    operations = [
        # reviewed: RunPython — the guards are set again below, over the new columns as well
        lift("moderation_decision"),
        lift("moderation_submission", columns=FROZEN),
        *add_signature("decision"),
        *add_signature("submission"),
        # reviewed: RunPython — one update for each person and stage; texts are not touched
        sign_rows("moderation", "decision", "decided_by", "stage", ROLES),
        sign_rows("moderation", "submission", "submitted_by", role="compiler"),
        guard("moderation_decision"),
        guard("moderation_submission", columns=(*FROZEN, *SIGNED)),
    ]
