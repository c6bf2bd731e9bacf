"""The chain over the audit log: rows in order, and every kind of tampering found."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from core.append_only import guarding, lifting
from core.audit import acts, record
from core.audit.chain import chain, head
from core.audit.heads import read_heads, send_head
from core.audit.models import AuditEntry, AuditLink, ChainHead, Unchained
from core.audit.verify import verify
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]
ENTRIES, LINKS = "core_auditentry", "core_auditlink"
ROWS = 9


@pytest.fixture
def log():
    """Nine chained rows and one that waits; the ids of all."""
    person = factories.UserFactory(username="li.si")
    AuditEntry.objects.exists()
    chain()
    for number in range(ROWS):
        record(acts.EXPORTED, by=person, label=f"表{number}", rows=number, sha256="a" * 64)
    chain()
    record(acts.DOWNLOADED, by=person, label="还没有入链")
    return list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))


def run(*statements):
    """Run SQL as somebody would who has lifted the guards."""
    with connection.cursor() as cursor:
        for table in (ENTRIES, LINKS):
            for statement in lifting(connection.vendor, table):
                cursor.execute(statement)
        for statement in statements:
            cursor.execute(statement)


COPIED = (
    "at, act, actor_id, signed_name, signed_username, signed_role, origin, about_type, about_id,"
    " about, code, content_sha256, facts, sha256"
)
COPY = (
    f"INSERT INTO {ENTRIES} (id, token, {COPIED})"
    f" SELECT id + 1000, 'forged', {COPIED} FROM {ENTRIES} WHERE id = {{row}}"
)
TAMPERING = {
    "another moment": f"UPDATE {ENTRIES} SET at = '2020-01-01 00:00:00+00:00' WHERE id = {{row}}",
    "another act": f"UPDATE {ENTRIES} SET act = 'core.downloaded' WHERE id = {{row}}",
    "another person": f"UPDATE {ENTRIES} SET actor_id = 99 WHERE id = {{row}}",
    "another name": f"UPDATE {ENTRIES} SET signed_username = 'wang' WHERE id = {{row}}",
    "another role": f"UPDATE {ENTRIES} SET signed_role = 'auditor' WHERE id = {{row}}",
    "another address": f"UPDATE {ENTRIES} SET origin = '10.0.0.1' WHERE id = {{row}}",
    "another thing": f"UPDATE {ENTRIES} SET about = '别的' WHERE id = {{row}}",
    "another content": f"UPDATE {ENTRIES} SET content_sha256 = '{'b' * 64}' WHERE id = {{row}}",
    "other facts": f"UPDATE {ENTRIES} SET facts = '{{{{}}}}' WHERE id = {{row}}",
    "another token": f"UPDATE {ENTRIES} SET token = 'x' WHERE id = {{row}}",
    "another fingerprint": f"UPDATE {ENTRIES} SET sha256 = '{'c' * 64}' WHERE id = {{row}}",
    "another number": f"UPDATE {ENTRIES} SET id = 5000 WHERE id = {{row}}",
    "entry removed": f"DELETE FROM {ENTRIES} WHERE id = {{row}}",
    "link removed": f"DELETE FROM {LINKS} WHERE entry_id = {{row}}",
    "last link removed": f"DELETE FROM {LINKS} WHERE seq = {{last}}",
    "link altered": f"UPDATE {LINKS} SET chained_at = '2020-01-01 00:00:00+00:00'"
    " WHERE entry_id = {row}",
    "link of another entry": f"UPDATE {LINKS} SET entry_id = {{free}} WHERE entry_id = {{row}}",
    "link beyond the end": f"INSERT INTO {LINKS}"
    " (seq, entry_id, entry_sha256, previous, chained_at, sha256)"
    " SELECT seq + 1, {free}, entry_sha256, sha256, chained_at, sha256"
    f" FROM {LINKS} WHERE seq = {{last}}",
    "entry inserted": COPY,
    "entry inserted as waiting": COPY + "; INSERT INTO core_unchained VALUES ({row} + 1000)",
    "waiting entry removed": f"DELETE FROM {ENTRIES} WHERE id = {{free}}",
    "waiting entry altered": f"UPDATE {ENTRIES} SET about = '别的' WHERE id = {{free}}",
    "two links exchanged": f"UPDATE {LINKS} SET seq = 900000 WHERE seq = {{last}};"
    f" UPDATE {LINKS} SET seq = {{last}} WHERE seq = {{last}} - 1;"
    f" UPDATE {LINKS} SET seq = {{last}} - 1 WHERE seq = 900000",
    "all removed": f"DELETE FROM {LINKS}; DELETE FROM {ENTRIES}; DELETE FROM core_unchained",
    "head moved back": "UPDATE core_chainhead SET seq = seq - 1",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_every_kind_of_tampering_is_found(log, how):
    places = {"row": log[-5], "free": log[-1], "last": head().seq}
    assert verify().is_sound

    run(*TAMPERING[how].format(**places).split("; "))

    assert verify().bad is not None


def test_first_bad_row_is_named(log):
    links = dict(AuditLink.objects.values_list("entry_id", "seq"))

    run(f"UPDATE {ENTRIES} SET about = '别的' WHERE id IN ({log[-4]}, {log[-6]})")

    bad = verify().bad
    assert (bad.table, bad.row) == (LINKS, links[log[-6]])
    assert str(log[-6]) in bad.what


def test_history_that_was_written_anew_is_found_by_a_head_kept_outside(log, settings, tmp_path):
    settings.AUDIT_HEADS_TO = str(tmp_path / "heads.txt")
    assert (send_head(), send_head()) == (1, 0)
    kept = read_heads((tmp_path / "heads.txt").read_text().splitlines())

    run(f"DELETE FROM {LINKS}", "DELETE FROM core_chainhead", "DELETE FROM core_unchained",
        f"DELETE FROM {ENTRIES} WHERE id = {log[-5]}",
        f"INSERT INTO core_unchained SELECT id FROM {ENTRIES}")  # fmt: skip
    chain()

    assert verify().is_sound
    assert verify(kept).bad is not None


@pytest.mark.parametrize("table", [ENTRIES, LINKS])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET sha256 = 'x'"])
def test_database_refuses_to_change_or_remove_rows(log, table, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


def test_only_chained_append_only_tables_have_audit_in_their_name():
    tables = [one for one in connection.introspection.table_names() if "audit" in one]

    assert sorted(tables) == [ENTRIES, LINKS]
    assert guarding(connection.vendor, ENTRIES)


def test_relay_chains_in_the_order_of_the_deeds(log):
    seqs = AuditLink.objects.order_by("seq").values_list("entry_id", flat=True)

    assert list(seqs) == sorted(seqs)
    assert Unchained.objects.count() == 1
    assert chain() == 1
    assert ChainHead.objects.get().seq == AuditLink.objects.count()


def test_command_reports_the_tail_and_exits_1_at_a_bad_row(log):
    out = StringIO()
    call_command("verify_audit", json="-", stdout=out, stderr=StringIO())
    fine = json.loads(out.getvalue())
    run(f"DELETE FROM {ENTRIES} WHERE id = {log[-5]}")
    out = StringIO()

    with pytest.raises(SystemExit) as exit_code:
        call_command("verify_audit", json="-", stdout=out, stderr=StringIO())

    assert (fine["ok"], fine["unchained"], fine["head"]) == (True, 1, head().sha256)
    assert exit_code.value.code == 1
    assert str(log[-5]) in json.loads(out.getvalue())["first_bad"]["what"]
