"""Brings what Wagtail's log kept of people, settings, sign-ins and exports into the audit log.

Edits of pages stay in the pages' own histories.
"""

import json

from django.db import migrations

from core.audit.fingerprints import ENTRY, entry_fingerprint
from core.audit.models import new_token

BATCH = 2000
KEPT = ("what", "rows", "query", "sha256", "before", "after")


def bring_over(apps, schema_editor):
    entries, waiting = (apps.get_model("core", name).objects for name in ("AuditEntry", "Unchained"))
    rows = apps.get_model("wagtailcore", "ModelLogEntry").objects.order_by("timestamp", "pk")
    made = []
    for row in rows.select_related("content_type", "user").iterator(chunk_size=BATCH):
        made.append(_entry(entries.model, row))
        if len(made) == BATCH:
            _write(entries, waiting, made)
            made = []
    _write(entries, waiting, made)


def _write(entries, waiting, made):
    written = entries.bulk_create(made)
    waiting.bulk_create([waiting.model(entry_id=entry.pk) for entry in written])


def _entry(model, row):
    data = row.data if isinstance(row.data, dict) else {}
    user, kind = row.user, row.content_type
    signed = data.get("signed") or {
        "name": f"{user.first_name} {user.last_name}".strip() or user.username if user else None,
        "username": user.username if user else None,
    }
    facts = {name: data[name] for name in KEPT if data.get(name) not in (None, "")}
    entry = model(
        token=new_token(),
        at=row.timestamp,
        act=row.action,
        actor_id=row.user_id,
        signed_name=signed["name"],
        signed_username=signed["username"],
        origin=str(data.get("address", ""))[:100],
        about_type=f"{kind.app_label}.{kind.model}" if kind else "",
        about_id=row.object_id[:64],
        about=(data.get("what") or row.label)[:255],
        facts=json.dumps(facts, ensure_ascii=False, separators=(",", ":")),
    )
    entry.sha256 = entry_fingerprint([getattr(entry, name) for name in ENTRY])
    return entry


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_audit"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        # reviewed: RunPython — adds rows, some ten thousand a second; taken back with their table
        migrations.RunPython(bring_over, migrations.RunPython.noop),
    ]
