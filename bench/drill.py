"""Drill: many records are backed up and restored to a chosen second while people go on filing.

    bench/drill.py [--records 100000] [--people 4] [--seconds 20] [--copied]

Starts a PostgreSQL of its own, follows its log as guides-wal.service does, lets people file, who
note outside what they were told, and runs `manage.py backup`, `restore` and `drill`. Then the
database is killed with -9 under them and its archive restored; a backup with one flipped byte is
tried. Exits with 1 when anything was lost, half there, or laid out though it was changed; prints
RPO and RTO, and what they come to at 100 GB. With `--copied` the records are not made but copied
from the database of the other benchmarks. docs/reliability.md holds the results.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django
from _killable_servers import OwnPostgreSQL
from _places import OURS, PYTHON, ROOT, connect, database_url, environment, use_settings
from _rows import arguments
from _serving import serving

PROJECTED_GB = 100
FILINGS_A_DAY = 2_000
"""More than a city files: the log that a nightly backup leaves to be replayed."""
COPYING = {"PGOPTIONS": "-c maintenance_work_mem=512MB -c synchronous_commit=off"}
RPO_SECONDS, RTO_SECONDS = 60, 15 * 60
PORT = 8795
OPERATOR = "operator.drill"


def main():
    """Do it all in turn, print what was found, and write it as JSON."""
    needs = ("servers of its own",)
    options = arguments(__doc__, needs=needs, records=100_000, people=4, seconds=20, copied=False)
    kept = database_url(OURS) if options.copied else None
    with OwnPostgreSQL() as server, _following(server) as backups:
        if kept:
            _copy(kept, server.folder / "dump")
        _fill(options.records)
        found = _drilled(server, backups, options)
    found |= {"records": options.records, "at": datetime.now(UTC).isoformat(timespec="minutes")}
    found["projected"] = _projected(found)
    wrong = _wrong(found)
    print(json.dumps(found | {"wrong": wrong}, ensure_ascii=False, indent=2, default=str))
    if options.json:
        text = json.dumps([found | {"wrong": wrong}], ensure_ascii=False, indent=2, default=str)
        options.json.write_text(text + "\n", encoding="utf-8")
    sys.exit(bool(wrong))


@contextmanager
def _following(server):
    """Let this process and its commands use the server; yield the folder of its backups."""
    folder = server.folder
    os.environ |= {
        "DATABASE_URL": server.url.replace("guides@", "guides:unused@"),
        "CACHE_URL": "",
        "SEARCH_URL": "",
        "CONTENT_STORE_ROOT": str(folder / "content"),
        "MEDIA_ROOT": str(folder / "media"),
        "BACKUP_DIR": str(folder / "backups"),
    }
    folder.chmod(0o711)  # the account of the restored cluster passes through it
    yield folder / "backups"


def _copy(kept, folder):
    """Copy the records of a database to the server by PostgreSQL's own programs."""
    began = time.monotonic()
    connect(OURS).close()
    dump = ["pg_dump", "--format=directory", "--jobs=2", "--compress=0", f"--file={folder}", kept]
    restore = ["pg_restore", "--no-owner", "--no-privileges", "--jobs=2"]
    subprocess.run(dump, check=True)
    restore += [f"--dbname={database_url(OURS)}", str(folder)]
    subprocess.run(restore, env=os.environ | COPYING, check=True)
    shutil.rmtree(folder)
    _say("records copied", began)


def _fill(records):
    from _records import prepare

    began = time.monotonic()
    prepare(records, with_stock=False)
    use_settings()
    django.setup()
    _say(f"{records:,} records are there", began)


def _drilled(server, backups, options):
    """Return what was measured from the first backup to the last refusal."""
    import _filing

    found = {"database_bytes": _database_bytes()}
    at_first = _log_position()
    follower = _start("backup", "--follow")
    try:
        with _filing.filing(server.folder / "notes.jsonl", options.people) as notes:
            found["backup"] = _run("backup")
            found["filed_before"] = _filing.wait(options.seconds, notes)
            moment = datetime.now(UTC)
            found["filed_after"] = _filing.wait(options.seconds, notes)
            _say(f"{found['filed_before']} filed before {moment}, {found['filed_after']} after it")
            found["drill"] = _run("drill", "--to", moment.isoformat())
            found["to_a_second"] = _restored(server.folder / "second", moment, notes)
            filed, written = len(notes.rows()), _log_position() - at_first
            found["log_bytes_a_filing"] = round(written / max(filed, 1))
            died = datetime.now(UTC)
            server.kill()
        found["killed"] = _restored(server.folder / "latest", died, notes)
    finally:
        follower.terminate()
        follower.wait(30)
    server.start()
    found["base"] = _base_rates(server.folder, backups)
    found["record"] = _shown_record()
    found["refused"] = [_refused(server.folder, place) for place in _places(backups)]
    return found


def _restored(into, moment, notes):
    """Restore to a moment; return how long it took, and what the notes say of what is there.

    After the server's death nothing newer can be fetched: all that there is is restored.
    """
    from _filing import held

    from operations.backups.server import RestoredServer

    to = "latest" if into.name == "latest" else moment.isoformat()
    facts = _run("restore", "--from", os.environ["BACKUP_DIR"], "--to", to, "--into", str(into))
    replayed = sum(path.stat().st_size for path in (into.parent / "backups" / "wal").iterdir())
    began = time.monotonic()
    with RestoredServer(into) as url:
        seconds = time.monotonic() - began
        found = held(url, notes.rows(), moment)
    since = found.pop("lost_since")
    found["rpo_s"] = round((moment - since).total_seconds(), 2) if since else 0.0
    found |= {"restore_s": facts["seconds"], "server_starts_s": round(seconds, 1)}
    _say(f"restored to {to}: {found}")
    return found | {"log_bytes": replayed}


def _places(backups):
    """Return a file of each kind that a backup consists of."""
    newest = _newest(backups)
    segment = sorted(path for path in (backups / "wal").iterdir() if len(path.name) == 24)[0]
    return [newest / "database" / "base.tar.zst", newest / "manifest.json", segment]


def _newest(backups):
    return sorted(path for path in backups.iterdir() if path.name[0] == "2")[-1]


def _refused(folder, place):
    """Flip one byte in the middle of a file, and return what `restore` says of it."""
    into = folder / f"flipped-{place.name}"
    _flip(place)
    try:
        answer = _call("restore", "--from", os.environ["BACKUP_DIR"], "--into", str(into))
    finally:
        _flip(place)
    said = answer.stderr.strip().splitlines()[-1]
    laid_out = (into / "postgresql").exists()
    _say(f"one byte of {place.name} flipped: exit code {answer.returncode}: {said}")
    return {"file": place.name, "exit_code": answer.returncode, "laid_out": laid_out, "said": said}


def _flip(place):
    with place.open("r+b") as file:
        file.seek(place.stat().st_size // 2)
        (byte,) = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def _shown_record():
    """Return whether the admin shows the drill's record, and that its signature holds."""
    from _people import Person, Times
    from django.contrib.auth import get_user_model
    from django.db import close_old_connections
    from django.utils import translation

    from operations.models import Drill

    close_old_connections()
    get_user_model().objects.create_superuser(OPERATOR)
    row = Drill.objects.latest("at")
    with serving(OURS, PORT, workers=1):
        page = Person(OPERATOR, PORT, Times()).get(f"/admin/operations/drills/{row.pk}/")
    with translation.override("zh-hans"):
        holds = f"<code>{row.signature}</code> {translation.gettext('holds')}" in page
    return {"is_shown": f"<strong>{row.rto_s}</strong>" in page, "signature_holds": holds}


def _base_rates(folder, backups):
    """Return the seconds that verifying and unpacking the base backup take, for the projection."""
    from operations.backups import manifest, server

    newest = _newest(backups)
    began = time.monotonic()
    manifest.verify(backups, newest, manifest.read(newest))
    verified = time.monotonic()
    (folder / "unpacked").mkdir()
    server.RestoredServer(folder / "unpacked").unpack(newest / "database")
    unpacked = time.monotonic()
    shutil.rmtree(folder / "unpacked")
    return {"verified_s": round(verified - began, 2), "unpacked_s": round(unpacked - verified, 2)}


def _projected(found):
    """Return RTO at 100 GB and the arithmetic in words; prints it, too.

    Verifying and unpacking grow with the database, replaying with the log since the last backup;
    what is left of the measured restoring is put to the log. A drill works out every fingerprint,
    too, which nobody waits for who needs the site again.
    """
    gb = 1024**3
    size, killed, drill = found["database_bytes"] / gb, found["killed"], found["drill"]
    base_s = found["base"]["verified_s"] + found["base"]["unpacked_s"]
    log = killed["log_bytes"] / gb
    log_s = max(found["to_a_second"]["restore_s"], killed["restore_s"]) - base_s
    day = FILINGS_A_DAY * found["log_bytes_a_filing"] / gb
    base_at_100, log_at_100 = base_s / size * PROJECTED_GB, log_s * max(day / log, 1)
    starting = drill["rto_s"] - drill["restore_s"] - drill["examine_s"]
    rto = base_at_100 + log_at_100 + starting
    examining = drill["examine_s"] / size * PROJECTED_GB
    lines = [
        f"base: {size:.2f} GB verified in {found['base']['verified_s']:.1f} s and unpacked in"
        f" {found['base']['unpacked_s']:.1f} s; at {PROJECTED_GB} GB {base_at_100:.0f} s",
        f"log: {log:.2f} GB copied and replayed, two starts of the server: {log_s:.1f} s;"
        f" a day of {FILINGS_A_DAY:,} filings of {found['log_bytes_a_filing'] / 1024:.0f} kB"
        f" is {day:.2f} GB: {log_at_100:.0f} s",
        f"site and ten pages: {starting:.1f} s, whatever the size",
        f"RTO at {PROJECTED_GB} GB: {base_at_100:.0f} + {log_at_100:.0f} + {starting:.0f}"
        f" = {rto:.0f} s = {rto / 60:.1f} min (limit {RTO_SECONDS / 60:.0f})",
        f"every fingerprint worked out, after it: {examining / 60:.0f} min more",
        f"RPO: {killed['lost']} of {killed['told_before']} filings lost at the kill,"
        f" {killed['rpo_s']:.2f} s, whatever the size (limit {RPO_SECONDS} s)",
    ]
    print("\n".join(lines), flush=True)
    return {"rto_s": round(rto), "arithmetic": lines}


def _wrong(found):
    """Return what nobody may see, in words."""
    second, killed, drill = found["to_a_second"], found["killed"], found["drill"]
    seen = {
        "something is half there": second["half"] or killed["half"],
        "filings of before the chosen second are lost": second["lost"],
        "filings of after the chosen second are there": second["too_late"],
        "nobody filed before it, or after it": not second["told_before"]
        or not second["told_after"],
        "the drill found problems": drill["mismatches"] or drill["problems"],
        "more was lost than may be": max(killed["rpo_s"], drill["rpo_s"]) > RPO_SECONDS,
        "restoring takes too long": found["projected"]["rto_s"] > RTO_SECONDS,
        "the admin does not show the signed record": not all(found["record"].values()),
        "a changed byte was not refused": [
            one["file"] for one in found["refused"] if one["exit_code"] == 0 or one["laid_out"]
        ],
    }
    return [words for words, is_wrong in seen.items() if is_wrong]


def _run(*command):
    """Run a command of `manage.py` with `--json`; return what it says. RuntimeError otherwise."""
    began = time.monotonic()
    answer = _call(*command, "--json", "-")
    if answer.returncode:
        raise RuntimeError(f"manage.py {' '.join(command)}: {answer.stderr.strip()[-2000:]}")
    _say(f"manage.py {' '.join(command)}", began)
    return json.loads(answer.stdout)


def _call(*command):
    call = [PYTHON, ROOT / "manage.py", *command]
    given = environment(OURS, PORT)
    return subprocess.run(call, env=given, cwd=ROOT, capture_output=True, text=True, check=False)


def _start(*command):
    call = [PYTHON, ROOT / "manage.py", *command]
    with Path(os.environ["BACKUP_DIR"]).with_name("follower.log").open("w") as log:
        return subprocess.Popen(call, env=environment(OURS, PORT), cwd=ROOT, stdout=log, stderr=log)


def _database_bytes():
    with connect(OURS) as connection:
        return connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]


def _log_position():
    """Return how many bytes of log the server has written since it was made."""
    with connect(OURS) as connection:
        found = connection.execute("SELECT pg_current_wal_lsn() - '0/0'").fetchone()
    return int(found[0])


def _say(what, began=None):
    took = f" ({time.monotonic() - began:.1f} s)" if began else ""
    print(f"{datetime.now(UTC):%H:%M:%S}  {what}{took}", flush=True)


if __name__ == "__main__":
    main()
