"""PostgreSQL: a base backup, and the write-ahead log after it, so that any second can be restored.

A replication slot holds the log on the server until the archive has it: who runs
`backup --follow` has it within a second; `backup`, `restore` and `drill` fetch what is there.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import DatabaseError, connection
from django.utils import timezone

from operations.backups.faults import BackupError, DamagedBackupError
from operations.backups.manifest import Manifest, digest_of
from operations.backups.server import RestoredServer, postgresql_programs

BASE = "database"
WAL = "wal"
COVERED = "covered.json"
SEGMENTS = "segments.json"
SEGMENT = 24
"""Letters in the name of a whole segment of the log."""


class PostgresqlBackups:
    """Backups of a PostgreSQL cluster by its own programs, over a replication connection."""

    vendor = "postgresql"

    def dump(self, root: Path, folder: Path) -> dict[str, Any]:
        """Make a base backup into a backup's folder; return facts for the manifest."""
        facts = {"system": _system(), "slot": slot_of(root)}
        _make_slot(facts["slot"])
        target = folder / BASE
        self._run(
            "pg_basebackup", "--pgdata", target, "--format=tar", "--compress=client-zstd:3",
            "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256",
        )  # fmt: skip
        return facts

    def bring_up_to_date(self, root: Path, manifest: Manifest) -> datetime | None:
        """Fetch the log up to now; return the moment it covers, None when that server is away."""
        try:
            if _system() != manifest.facts["system"]:
                return None
            moment, end = _mark_now()
        except (DatabaseError, psycopg.Error):
            return None
        wal = Path(root) / WAL
        wal.mkdir(mode=0o700, exist_ok=True)
        if _slot_is_active(manifest.facts["slot"]):
            _wait_for_follower(wal, end)
        else:
            self._run(
                "pg_receivewal", "--directory", wal, "--slot", manifest.facts["slot"],
                "--endpos", end, "--no-loop", "--synchronous",
            )  # fmt: skip
        _note_covered(wal, moment, end)
        return moment

    def chosen(self, manifests: Sequence[Manifest], moment: datetime | None) -> Manifest:
        """Return the newest base backup that was finished before a moment."""
        fitting = [
            one
            for one in manifests
            if moment is None or datetime.fromisoformat(one.finished_at) <= moment
        ]
        if not fitting:
            raise BackupError(
                f"No base backup is so old; the first was finished at {manifests[0].finished_at}."
            )
        return fitting[-1]

    def lay_out(
        self, root: Path, folder: Path, manifest: Manifest, into: Path, moment: datetime | None
    ) -> tuple[str, datetime]:
        """Recover a cluster into a folder, to a moment (None: all there is).

        Return (database URL of the stopped cluster, the moment of its last transaction).
        """
        wal = Path(root) / WAL
        covered = _covered(wal)
        if moment and moment > covered.until + timedelta(seconds=1):
            raise BackupError(
                f"The archive ends at {covered.until.isoformat()}, before the moment asked for: "
                "give an earlier one, or --to latest."
            )
        _require_whole_segments(wal)
        server = RestoredServer(into)
        server.unpack(folder / BASE)
        server.copy_log(wal)
        last = server.recover(moment if moment and moment < covered.until else None)
        if (moment is None or moment >= covered.until) and covered.until - last > timedelta(
            seconds=1
        ):
            raise DamagedBackupError(
                f"The log ends at {last.isoformat()}, though it was fetched up to "
                f"{covered.until.isoformat()}: a segment was changed. Restore an earlier moment."
            )
        return server.url(), last

    def serving(self, into: Path, url: str) -> AbstractContextManager[str]:
        """Return a context in which the restored cluster answers at the URL it gives."""
        return RestoredServer(into)

    def covered_until(self, manifest: Manifest) -> datetime:
        """Return the moment up to which the archive has everything, if the server died now."""
        root_wal = Path(manifest.facts["root"]) / WAL
        if _slot_is_active(manifest.facts["slot"]):
            return timezone.now() - _lag(manifest.facts["slot"])
        return max(_covered(root_wal).until, manifest.moment)

    def _run(self, program, *arguments):
        call = [postgresql_programs() / program, *arguments, "--dbname", _replication_address()]
        answer = subprocess.run(  # noqa: S603
            [str(one) for one in call], capture_output=True, text=True, check=False,
            env=os.environ | {"LC_ALL": "C"},
        )  # fmt: skip
        if answer.returncode:
            hint = ""
            if "replication" in answer.stderr:
                hint = " ALTER ROLE … REPLICATION lets the role make backups (docs/operations.md)."
            raise BackupError(f"{program} failed: {answer.stderr.strip()[-800:]}{hint}")


def follow_call(root: Path | str) -> list[str]:
    """Return the call of the program that receives the log all the time into an archive."""
    wal = Path(root) / WAL
    wal.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_slot(slot_of(root))
    program = postgresql_programs() / "pg_receivewal"
    return [str(program), "--directory", str(wal), "--slot", slot_of(root), "--synchronous",
            "--dbname", _replication_address()]  # fmt: skip


def slot_of(root: Path | str) -> str:
    """Return the name of the replication slot of a backups' folder."""
    return f"guides_{sha256(str(Path(root).resolve()).encode()).hexdigest()[:12]}"


def drop_slot(root: Path | str) -> None:
    """Let the server keep no log for a backups' folder any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots "
            "WHERE slot_name = %s AND NOT active",
            [slot_of(root)],
        )


def _replication_address():
    facts = connection.settings_dict
    user, password = quote(facts["USER"], safe=""), quote(facts["PASSWORD"] or "", safe="")
    host, port = facts["HOST"] or "localhost", facts["PORT"] or 5432
    return f"postgresql://{user}:{password}@{host}:{port}/{quote(facts['NAME'])}"


def _row_of(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _system():
    return str(_row_of("SELECT system_identifier FROM pg_control_system()")[0])


def _make_slot(name):
    _row_of(
        "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM pg_replication_slots WHERE slot_name = %s) "
        "THEN pg_create_physical_replication_slot(%s, true)::text END",
        [name, name],
    )


def _slot_is_active(name):
    found = _row_of("SELECT active FROM pg_replication_slots WHERE slot_name = %s", [name])
    return bool(found and found[0])


def _lag(name):
    found = _row_of(
        "SELECT coalesce(s.flush_lag, interval '0') FROM pg_stat_replication s "
        "JOIN pg_replication_slots p ON p.active_pid = s.pid WHERE p.slot_name = %s",
        [name],
    )
    return found[0] if found else timedelta(0)


def _mark_now():
    """Commit an empty transaction and return (its moment, the log's end behind it)."""
    _row_of("SELECT txid_current()")
    (moment,) = _row_of("SELECT clock_timestamp()")
    _row_of("SELECT txid_current()")  # a commit after the moment, at which recovery may stop
    _row_of("SELECT pg_switch_wal()")
    (end,) = _row_of("SELECT pg_current_wal_lsn()::text")
    return moment, end


def _wait_for_follower(wal, end, seconds=20):
    import time

    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = _row_of("SELECT bool_or(flush_lsn >= %s::pg_lsn) FROM pg_stat_replication", [end])
        if found and found[0]:
            return
        time.sleep(0.1)
    raise BackupError("The archive does not follow: look at the service guides-wal.")


class _Covered:
    def __init__(self, until):
        self.until = until


def _covered(wal):
    try:
        facts = json.loads((wal / COVERED).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return _Covered(datetime.min.replace(tzinfo=UTC))
    return _Covered(datetime.fromisoformat(facts["until"]))


def _note_covered(wal, moment, end):
    """Write down up to when the log was fetched, and the digests of the segments that are whole."""
    known = _segments(wal)
    for path in sorted(wal.iterdir()):
        if len(path.name) == SEGMENT and path.name not in known:
            known[path.name] = digest_of(path)
    (wal / SEGMENTS).write_text(json.dumps(known, indent=0), encoding="ascii")
    facts = {"until": moment.isoformat(), "end": end}
    (wal / COVERED).write_text(json.dumps(facts), encoding="ascii")


def _segments(wal):
    try:
        return json.loads((wal / SEGMENTS).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}


def _require_whole_segments(wal):
    wrong = [
        name
        for name, digest in _segments(wal).items()
        if not (wal / name).exists() or digest_of(wal / name) != digest
    ]
    if wrong:
        raise DamagedBackupError(
            f"The log is refused: {len(wrong)} segments are missing or were changed "
            f"({', '.join(wrong[:3])}). Restore an earlier backup with --to its moment."
        )
