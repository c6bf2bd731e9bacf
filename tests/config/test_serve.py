"""`manage.py serve`, the heart of `make run`: one process group that answers, relays and ends."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from bench._killable_servers import listeners

SECONDS = 60


@pytest.fixture
def served(project_dir, tmp_path, db):
    """Return a running `serve` on a copy of the migrated test database, with its READY address."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded default is what `make run` starts")
    database = tmp_path / "db.sqlite3"
    with connection.cursor() as cursor:
        name = cursor.execute("PRAGMA database_list").fetchone()[2]
    subprocess.run(
        [sys.executable, "-c", COPY, name, database], check=True, timeout=SECONDS
    )  # a connection of its own: this test's is inside a transaction
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--no-prepare", "--port", str(port)],
        cwd=project_dir,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": f"sqlite:///{database}",
            "DEMO_PASSWORD": "shown-at-start",
            "PYTHONUNBUFFERED": "1",
        },
    )
    process.database = database
    # A start that hangs must fail the test, not hold it.
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    yield process
    timer.cancel()
    if process.poll() is None:
        process.kill()
    process.stdout.close()


COPY = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as source, sqlite3.connect(sys.argv[2]) as copy:
    source.backup(copy)
"""


def read_until_ready(process):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "shown-at-start" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def wait_for_cursors(database):
    """Return the consumers that the relay serves, as soon as it has come to them."""
    deadline = time.monotonic() + SECONDS
    with closing(sqlite3.connect(database)) as opened:
        while time.monotonic() < deadline:
            if rows := opened.execute("SELECT consumer FROM publication_cursor").fetchall():
                return [consumer for (consumer,) in rows]
            time.sleep(0.2)
    return []


def test_the_site_says_ready_relays_and_ends_when_told(served):
    output = read_until_ready(served)
    address = re.search(r"^READY (http://127\.0\.0\.1:\d+/)$", output, re.MULTILINE)[1]

    with urlopen(f"{address}readyz", timeout=SECONDS) as answer:
        state = json.load(answer)
    relayed_to = wait_for_cursors(served.database)
    served.send_signal(signal.SIGTERM)
    code = served.wait(SECONDS)

    assert (state["status"], state["relay_lag_s"]) == ("ok", 0.0)
    assert "search-database" in relayed_to
    assert code == 0
    with socket.socket() as caller:
        assert caller.connect_ex(("127.0.0.1", int(address.split(":")[2].strip("/")))) != 0


def test_a_killed_worker_is_replaced_and_relays_again(served):
    output = read_until_ready(served)
    address = re.search(r"^READY (http://127\.0\.0\.1:(\d+)/)$", output, re.MULTILINE)
    (worker,) = listeners(served.pid, int(address[2]))

    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while (workers := listeners(served.pid, int(address[2]))) in ([], [worker]):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with urlopen(f"{address[1]}healthz", timeout=SECONDS) as answer:
        status = answer.status
    served.send_signal(signal.SIGTERM)
    served.wait(SECONDS)

    assert (len(workers), status) == (1, 200)


def test_a_port_that_another_server_holds_is_refused_before_anything_is_prepared():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"127.0.0.1:{port} cannot be used"):
            call_command("serve", port=port)
