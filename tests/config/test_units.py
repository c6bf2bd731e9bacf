"""The services as systemd starts them: the units are right, killed workers are replaced."""

import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from django.conf import settings
from django.db import connection

from bench import _units
from bench._killable_servers import free_port, listeners

ROOT = Path(settings.BASE_DIR)
SECONDS = 120
opener = build_opener(ProxyHandler({}))


@pytest.mark.parametrize("name", ["readers", "editors", "relay"])
def test_systemd_accepts_the_unit_and_starts_it_again_for_ever(name, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze")
    unit, text = tmp_path / f"guides-{name}.service", _units.rendered(name)
    unit.write_text(text, encoding="utf-8")

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (verified.returncode, verified.stderr) == (0, "")
    assert "\nRestart=always\n" in text
    assert "\nStartLimitIntervalSec=0\n" in text


class ReadersService:
    """The readers' service of its unit, on a port of its own, with two workers."""

    def __init__(self, database, log):
        self.port = free_port()
        self.process = subprocess.Popen(
            _units.command("readers", port=self.port, workers=2), cwd=ROOT, stdout=log, stderr=log,
            env=os.environ | {
                "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
                "DJANGO_SETTINGS_MODULE": "config.settings.dev",
                "DATABASE_URL": f"sqlite:///{database}",
                "CACHE_URL": "", "SEARCH_URL": "",
            },
        )  # fmt: skip

    def workers(self):
        """Return the processes that answer: those of the service that listen on its port."""
        return listeners(self.process.pid, self.port)

    def answers(self):
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait(self, condition, what):
        ends = time.monotonic() + SECONDS
        while not condition():
            assert self.process.poll() is None, f"the service ended, before {what}"
            assert time.monotonic() < ends, what
            time.sleep(0.05)

    def wait_for_workers(self, *, other_than=()):
        """Return two workers, none of which is one of these."""
        self.wait(lambda: len(set(self.workers()) - set(other_than)) == 2, "two new workers")
        self.wait(self.answers, "an answer")
        return self.workers()


@pytest.fixture
def served(tmp_path, db):
    """Return the readers' service on a copy of the migrated test database."""
    if connection.vendor != "sqlite":
        pytest.skip("once is enough: killing workers asks nothing of the database")
    database = tmp_path / "db.sqlite3"
    source = sqlite3.connect(connection.settings_dict["NAME"])
    with source, sqlite3.connect(database) as copy:
        source.backup(copy)
    with (tmp_path / "log").open("w") as log:
        service = ReadersService(database, log)
        yield service
        service.process.terminate()
        service.process.wait(SECONDS)


def test_killed_workers_are_replaced_and_a_reload_loses_nobody(served):
    first = served.wait_for_workers()

    os.kill(first[0], signal.SIGKILL)
    second = served.wait_for_workers(other_than=first[:1])
    time.sleep(6)  # granian takes two deaths of one worker within 5.5 s for a fault of its start
    for pid in second:
        os.kill(pid, signal.SIGKILL)
    third = served.wait_for_workers(other_than=second)
    with losses(served) as lost:
        served.process.send_signal(signal.SIGHUP)
        fourth = served.wait_for_workers(other_than=third)
        served.wait(lambda: len(served.workers()) == 2, "the end of the old workers")

    assert len({*first, *second, *third, *fourth}) == 7
    assert lost == []


@contextmanager
def losses(served):
    """Ask ten times a second; give the list of the moments at which nobody answered."""
    lost, ended = [], threading.Event()

    def ask():
        while not ended.wait(0.1):
            if not served.answers():
                lost.append(time.monotonic())

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield lost
    finally:
        ended.set()
        asking.join()
