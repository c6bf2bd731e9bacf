"""A workbook of a thousand guides is uploaded, killed with -9 twice on its way, and gone on with.

Afterwards the rows must be those of a workbook that was taken in without a stop, the progress that
the admin's page asks for must never have gone back, no worker may have taken 300 MB, and the same
file again must change nothing. Exits with 1 otherwise. The databases are made anew each time; the
guides are those of the benchmarks' database. docs/performance.md says what was found.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from _places import OURS, PYTHON, ROOT, WORK, connect, environment, manage, use_settings
from _records import prepare
from _rows import arguments

ONCE, KILLED = f"{OURS}_workbook", f"{OURS}_workbook_killed"
MOST_MEGABYTES = 300
KILLED_AT = (0.3, 0.7)
"""Shares of the records after which the worker is killed."""
PATIENCE = 3600
ROWS = {
    "items": "SELECT basic_code, name FROM guides_serviceitem",
    "situations": "SELECT code, name FROM guides_itemsituation",
    "pages": "SELECT g.code, p.title, p.path FROM guides_guidepage g"
    " JOIN wagtailcore_page p ON p.id = g.page_ptr_id",
    "drafts": "SELECT g.code, md5((r.content->>'sections')) FROM guides_guidepage g"
    " JOIN wagtailcore_revision r ON r.object_id = g.page_ptr_id::text"
    " JOIN django_content_type c ON c.id = r.content_type_id AND c.model = 'guidepage'",
}
"""What an import leaves, without the moments and keys that any run has its own of."""


def main():
    """Take the workbook in once in peace and once with kills; compare, print, write."""
    options = arguments(__doc__, records=1_000)
    prepare(options.records, with_stock=False)
    path = WORK / "guides.xlsx"
    _write(path, options.records)
    _databases()
    seconds, peaks, seen = {}, [], []
    for name, kills in ((ONCE, ()), (KILLED, KILLED_AT)):
        began = time.monotonic()
        pk = _begin(name, path)
        for share in kills:
            peaks.append(_work(name, pk, seen, int(share * options.records)))
        peaks.append(_work(name, pk, seen if kills else []))
        seconds[name] = round(time.monotonic() - began)
    again = _begin(KILLED, path)
    peaks.append(_work(KILLED, again, []))
    result = {
        "name": "large_workbook",
        "guides": options.records,
        "file_mb": round(path.stat().st_size / 2**20, 1),
        "seconds_in_peace": seconds[ONCE],
        "seconds_with_kills": seconds[KILLED],
        "most_mb": max(peaks),
        "progress_seen": len(seen),
        "again": _outcome(KILLED, again),
        "wrong": _wrong(options.records, peaks, seen, again),
    }
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if options.json:
        options.json.write_text(json.dumps([result], ensure_ascii=False, indent=2) + "\n")
    sys.exit(bool(result["wrong"]))


def _write(path, count):
    """Write the workbook of so many different guides, in a process of its own: it takes memory."""
    code = "import sys, large_workbook; large_workbook.write_here(*sys.argv[1:])"
    call = [PYTHON, "-c", code, str(path), str(count)]
    subprocess.run(call, check=True, cwd=ROOT / "bench", env=os.environ)


def write_here(path, count):
    """Write it in this process."""
    use_settings()
    import django

    django.setup()
    from exchange.workbooks.writing import Entry, write_workbook
    from publication.models import PublicState

    states = PublicState.objects.filter(kind="guide").select_related("current").order_by("code")
    entries = (
        Entry(one.code, _without_files(json.loads(one.current.text)) | {"standard": None}, {})
        for one in states[: int(count)].iterator(chunk_size=50)
    )
    Path(path).write_bytes(write_workbook("guide", entries))


def _without_files(value):
    """Return a Document's data without its files, which no cell carries."""
    if isinstance(value, dict):
        return {
            key: None if isinstance(one, dict) and "sha256" in one else _without_files(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_without_files(one) for one in value if not _is_file(one)]
    return value


def _is_file(value):
    return isinstance(value, dict) and "sha256" in value


def _databases():
    """Make both databases anew, the second as a copy of the first."""
    with connect("postgres") as server:
        for name in (ONCE, KILLED):
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connect(ONCE).close()
        manage(ONCE, "migrate", "-v0")
        server.execute(f'CREATE DATABASE "{KILLED}" TEMPLATE "{ONCE}"')


def _begin(name, path):
    """Upload the workbook into a database; return the upload's key."""
    call = [PYTHON, "-c", UPLOADING, str(path)]
    done = subprocess.run(call, env=_environment(name), check=True, capture_output=True, text=True)
    return int(done.stdout)


UPLOADING = """
import json, sys
from pathlib import Path
import django
django.setup()
import psycopg
from django.contrib.auth import get_user_model
from _places import OURS, connect
from core.models import Department
from exchange.models import Upload
from exchange.uploads.starting import start_file
from guides.outlines.loading import load_shipped_outlines
load_shipped_outlines()
own = ("id", "parent", "followed_by")
names = [one.attname for one in Department._meta.concrete_fields if one.name not in own]
with connect(OURS) as source:
    for row in source.execute(f"SELECT {', '.join(names)} FROM core_department").fetchall():
        given = dict(zip(names, row))
        Department.objects.get_or_create(slug=given.pop("slug"), defaults=given)
user = get_user_model().objects.filter(username="operator").first()
user = user or get_user_model().objects.create_superuser("operator")
path = Path(sys.argv[1])
upload = start_file(user, None, path.name, Upload.Kind.WORKBOOK, path.read_bytes())
print(upload.pk)
"""


def _environment(name):
    given = environment(name, 8700)
    return given | {"PYTHONPATH": f"{given['PYTHONPATH']}:{ROOT / 'bench'}"}


def _work(name, pk, seen, kill_at=None):
    """Let a worker carry the upload out, as the relay starts it; return the most MB it took.

    `seen` gets what the page of the upload would show meanwhile. With `kill_at` the worker is
    killed once so many records are done; the next one waits until the upload counts as abandoned.
    """
    until = time.monotonic() + PATIENCE
    peak = 0
    with connect(name) as connection:
        while time.monotonic() < until:
            with _worker(name, pk) as worker:
                while worker.poll() is None:
                    peak = max(peak, _megabytes(worker.pid))
                    done = connection.execute(DONE, [pk]).fetchone()[0]
                    seen.append(done)
                    if kill_at and done >= kill_at:
                        worker.send_signal(signal.SIGKILL)
                        worker.wait()
                        return peak
                    time.sleep(0.2)
            state = connection.execute(STATE, [pk]).fetchone()[0]
            if state not in ("waiting", "running"):
                return peak
            time.sleep(5)
    sys.exit(f"The upload was not done within {PATIENCE} s.")


DONE = "SELECT done FROM exchange_upload WHERE id = %s"
STATE = "SELECT state FROM exchange_upload WHERE id = %s"


@contextmanager
def _worker(name, pk):
    call = [PYTHON, str(ROOT / "manage.py"), "carry_out_upload", str(pk)]
    worker = subprocess.Popen(call, env=_environment(name), cwd=ROOT)
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()


def _megabytes(pid):
    """Return the most memory that a process has had; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+([0-9]+) kB", status)
    return int(found.group(1)) // 1024 if found else 0


def _rows(name):
    with connect(name) as connection:
        return {what: sorted(connection.execute(query).fetchall()) for what, query in ROWS.items()}


def _outcome(name, pk):
    with connect(name) as connection:
        query = "SELECT counts FROM exchange_upload WHERE id = %s"
        return connection.execute(query, [pk]).fetchone()[0]


def _wrong(count, peaks, seen, again):
    """Return what is not as it must be, in words."""
    once, killed = _rows(ONCE), _rows(KILLED)
    wrong = [f"{what} differ after the kills" for what in ROWS if once[what] != killed[what]]
    if len(once["pages"]) != count:
        wrong.append(f"{len(once['pages'])} guides were made of {count}")
    if seen != sorted(seen):
        wrong.append("progress went back")
    if max(peaks) >= MOST_MEGABYTES:
        wrong.append(f"a worker took {max(peaks)} MB")
    if _outcome(KILLED, again) != {"unchanged": count}:
        wrong.append(f"the same file again: {_outcome(KILLED, again)}")
    return wrong


if __name__ == "__main__":
    main()
