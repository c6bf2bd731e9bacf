"""Readers, editors and a watchman who go on while services fail, and what each of them saw."""

import json
import random
import time
from collections import namedtuple
from contextlib import suppress
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote

from _at_work import AtWork
from _people import RefusedError, Times
from _serving import opener

Seen = namedtuple("Seen", "at who status milliseconds")
"""One answer: when it was asked for, by whom, its status (0: none came), and how long it took."""

READERS, EDITORS, WATCHMAN = "readers", "editors", "readyz"
PAUSE = 0.2
CAUGHT_UP_SECONDS = 3
"""The relay's lag while people file: a poll and a batch."""
WORDS = ("办理", "许可", "登记", "备案", "补贴")


class Crowd(AtWork):
    """People at work for as long as the block lasts; `seen` is all that they saw."""

    KINDS = (READERS, EDITORS, WATCHMAN)

    def __init__(self, city, paths, *, readers, editors, pause):
        self.port, self.watched_port, self.paths = city.port, city.readers_port, paths
        self.seen, self.acknowledged, self.ready = [], [], []
        self.pause = pause
        super().__init__([
            *[(self._read,)] * readers,
            *[(self._edit, number) for number in range(editors)],
            (self._watch,),
        ])  # fmt: skip

    def _read(self):
        while not self._ended.wait(PAUSE):
            self.ask(READERS, self.port, self._address(), timeout=30)

    def _address(self):
        word = quote(random.choice(WORDS))
        return random.choice([
            random.choice(self.paths), "/", "/departments/", f"/search/?q={word}",
            f"/api/v1/search?q={word}", "/api/v1/guides", "/api/v1/changes",
        ])  # fmt: skip

    def _watch(self):
        while not self._ended.wait(PAUSE):
            started = time.monotonic()
            body = self.ask(WATCHMAN, self.watched_port, "/readyz", timeout=5)
            with suppress(ValueError):
                self.ready.append((started, json.loads(body)))

    def ask(self, who, port, path, timeout):
        """Request an address and record the answer; return its body."""
        started, status, body = time.monotonic(), 0, b""
        try:
            with opener.open(f"http://127.0.0.1:{port}{path}", timeout=timeout) as answer:
                status, body = answer.status, answer.read()
        except HTTPError as error:
            status, body = error.code, error.read()
        except (OSError, HTTPException):
            status = 0  # none, or one that broke off
        self.see(started, who, status)
        return body

    def see(self, started, who, status):
        """Keep one answer."""
        self.seen.append(Seen(started, who, status, (time.monotonic() - started) * 1000))

    def _edit(self, number):
        from django.db import DatabaseError, close_old_connections

        turn = 0
        time.sleep(random.uniform(0, self.pause))
        while not self._ended.is_set():
            turn += 1
            try:
                close_old_connections()
                _work_of(self, number, turn).guide()
            except (RefusedError, EndedError):
                self._ended.wait(1)
            except (DatabaseError, OSError, HTTPException) as error:
                # This process reads the same database, and waits for it; no answer is one, too.
                if not isinstance(error, DatabaseError):
                    self.see(time.monotonic(), EDITORS, 0)
                self._ended.wait(1)

    def wait_until_ready(self, most):
        """Return after how many seconds the site was whole and had caught up; `most` at most."""
        began = time.monotonic()
        while time.monotonic() < began + most:
            if self.ready and self.ready[-1][0] >= began and _is_whole(self.ready[-1][1]):
                settled = self.ready[-1][0] - began
                self._wait_for_editors(began + most)
                return settled
            time.sleep(0.1)
        print(f"  not whole after {most} s: {self.ready[-1:]}", flush=True)
        return float(most)

    def _wait_for_editors(self, ends):
        while time.monotonic() < ends:
            with suppress(OSError):
                opener.open(f"http://127.0.0.1:{self.port}/admin/login/", timeout=5).close()
                return
            time.sleep(0.1)


def _is_whole(state):
    return state["status"] == "ok" and state["relay_lag_s"] < CAUGHT_UP_SECONDS


class EndedError(Exception):
    """The people go home in the middle of a guide."""


class _Notes(Times):
    """Keeps what an editor saw among what the crowd saw."""

    def __init__(self, crowd):
        super().__init__()
        self.crowd = crowd

    def took(self, name, milliseconds):
        self.failed(name, 200, milliseconds)

    def failed(self, name, status, milliseconds):
        self.crowd.see(time.monotonic() - milliseconds / 1000, EDITORS, status)


def _work_of(crowd, number, turn):
    """Return one guide's way from the edit form to the register, as an editor of the crowd."""
    import _editing

    class HarmedWork(_editing.Work):
        """Notes which decisions were acknowledged, and stops between two steps."""

        def _person(self, name):
            return _editing.Person(name, self.port, _Notes(crowd))

        def _decide(self, submission, reviewer, name):
            super()._decide(submission, reviewer, name)
            crowd.acknowledged.append((submission.pk, name, submission.sha256))

        def _wait(self):
            if crowd.must_end():
                raise EndedError
            super()._wait()

    return HarmedWork(number, turn, crowd.port, pause=crowd.pause)
