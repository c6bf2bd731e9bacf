"""A recovery drill: restore into a scratch folder, start the site on it, look at it all, sign."""

import hmac
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.audit.recording import write
from operations.acts import DRILLED
from operations.backups import making, pool
from operations.backups.faults import BackupError
from operations.backups.making import WAYS, all_of
from operations.backups.restoring import restore
from operations.models import Drill

START_SECONDS = 300
SCRATCH = "/var/tmp"  # noqa: S108  where PostgreSQL's account may enter; the folder in it is private
SALT = "operations.drill"
_opener = build_opener(ProxyHandler({}))


def drill(
    source: Path | str,
    moment: datetime | None = None,
    *,
    scratch: Path | str | None = None,
    is_demo: bool = False,
) -> Drill:
    """Restore the backups' folder to a moment (None: all there is) and prove it; return the Drill.

    `rpo_s` is what would be lost if the database died now, `rto_s` the time from the first step to
    the last of ten pages that the restored site answers. Raises BackupError when it cannot be
    restored at all.
    """
    root = Path(source)
    manifests = all_of(root) if root.is_dir() else []
    if not manifests:
        raise BackupError(f"{root} holds no backup. Make one: manage.py backup --to {root}")
    at = timezone.now()
    lost = at - WAYS[manifests[-1].database].covered_until(manifests[-1])
    making.bring_up_to_date(root)
    with tempfile.TemporaryDirectory(prefix="guides-drill-", dir=scratch or SCRATCH) as folder:
        into = Path(folder) / "restored"
        facts, rto = _prove(root, moment, into)
    return sign(at, max(lost.total_seconds(), 0.0), rto, facts, is_demo)


def _prove(root, moment, into):
    began = time.monotonic()
    Path(into.parent).chmod(0o711)
    restored = restore(root, moment, into)
    way = WAYS[restored.backup.database]
    with way.serving(into, restored.database_url) as url:
        environment = _environment(url, into)
        with _site(environment) as address:
            looked = time.monotonic()
            examined = json.loads(_manage(environment, "examine_copy"))
            examine_s = time.monotonic() - looked
            opened = _open_pages(address, examined.pop("codes"))
            rto = time.monotonic() - began
    problems = examined.pop("problems") + [f"page: {one}" for one in opened if "200" not in one]
    short = restored.backup.counts["versions"] - examined["versions"]
    if short > 0:
        problems.append(f"versions: {short} fewer than the backup had")
        examined["mismatches"] += short
    facts = restored.as_json() | examined
    facts |= {"pages": opened, "problems": problems}
    facts |= {"restore_s": round(restored.seconds, 1), "examine_s": round(examine_s, 1)}
    return facts, rto


def _environment(url, into):
    """Return the environment of a site on the restored copy, which stands on nothing else."""
    return os.environ | {
        "DATABASE_URL": url,
        "CONTENT_STORE_ROOT": str(into / pool.CONTENT),
        "MEDIA_ROOT": str(into / pool.MEDIA),
        "MEASUREMENTS_ROOT": str(into / "measurements"),
        "STATUS_ROOT": str(into / "status"),
        "SEARCH_URL": "",
        "CACHE_URL": "",
        "RELAY_THREAD": "0",
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": _settings_module(),
    }


def _settings_module():
    module = os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    return "config.settings.dev" if module.endswith(".test") else module


def _manage(environment, *arguments):
    call = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]
    answer = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        raise BackupError(f"The restored copy cannot be read: {answer.stderr.strip()[-800:]}")
    return answer.stdout


@contextmanager
def _site(environment):
    """Start the site on the copy; yield its address, and end it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    call = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "serve", "--no-prepare",
            "--threads", "4", "--port", str(port)]  # fmt: skip
    log = tempfile.TemporaryFile()  # noqa: SIM115  closed below
    process = subprocess.Popen(  # noqa: S603
        call, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _wait(process, address, log):
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        if _status(f"{address}/healthz") == 200:
            return
        time.sleep(0.2)
    log.seek(0)
    words = log.read().decode(errors="replace").strip()[-800:]
    raise BackupError(f"The site does not start on the restored copy: {words}")


def _open_pages(address, codes):
    """Return “path status” of the front page and of the guides that changed last."""
    paths = ["/", *(f"/guides/{code}/" for code in codes)]
    return [f"{path} {_status(address + path)}" for path in paths]


def _status(url):
    headers = {"X-Forwarded-Proto": "https"}
    try:
        with _opener.open(Request(url, headers=headers), timeout=30) as answer:  # noqa: S310
            return answer.status
    except (URLError, OSError) as error:
        # A guide that was abolished is right to say so.
        status = getattr(error, "code", None)
        return 200 if status == 410 else status or f"{type(error).__name__}"


def sign(at: datetime, lost: float, rto: float, facts: dict[str, Any], is_demo: bool) -> Drill:
    """Keep the signed record of a drill from what was found; return the Drill."""
    row = Drill(
        at=at,
        backup=facts["backup"],
        database=facts["database"],
        restored_to=facts["restored_to"],
        rpo_s=round(lost, 1),
        rto_s=round(rto, 1),
        versions=facts["versions"],
        hashes_checked=facts["hashes_checked"],
        mismatches=facts["mismatches"],
        record=facts,
        is_demo=is_demo,
    )
    row.signature = signature_of(row)
    row.save()
    write(DRILLED, about=row, mismatches=row.mismatches, rto_s=row.rto_s)
    return row


def signature_of(row: Drill) -> str:
    """Return the signature of a drill's record, by this site's secret key."""
    facts = {
        "at": row.at.astimezone(UTC).isoformat(),
        "backup": row.backup,
        "rpo_s": row.rpo_s,
        "rto_s": row.rto_s,
        "versions": row.versions,
        "hashes_checked": row.hashes_checked,
        "mismatches": row.mismatches,
        "record": row.record,
    }
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()


def is_signed(row: Drill) -> bool:
    """Return whether a drill's record is the one that was signed here."""
    return hmac.compare_digest(row.signature, signature_of(row))


def as_json(row: Drill) -> dict[str, Any]:
    """Return what `manage.py drill --json` says."""
    return {
        "rpo_s": row.rpo_s,
        "rto_s": row.rto_s,
        "versions": row.versions,
        "hashes_checked": row.hashes_checked,
        "mismatches": row.mismatches,
        "signature": row.signature,
        "backup": row.backup,
        "database": row.database,
        "restored_to": row.record["restored_to"],
        "restore_s": row.record["restore_s"],
        "examine_s": row.record["examine_s"],
        "pages": row.record["pages"],
        "problems": row.record["problems"],
    }
