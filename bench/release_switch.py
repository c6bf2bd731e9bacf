"""A release is switched under load: the old one and the new one side by side behind nginx.

    bench/release_switch.py [--rate 200] [--seconds 60]

Readers and visitors of the sign-in page ask at a constant rate through the rules of deploy/nginx/.
Meanwhile the new release is started, its pages are rendered, nginx is pointed to it and reloaded,
and the old one is ended: what docs/operations.md says, “A new release without a pause”. Every
answer that is no 200 and every broken connection counts as failed; one is too many (exit 1). A
kept connection that is closed before anything was answered is opened anew, as browsers do.
"""

import signal
import subprocess
import sys
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from itertools import count, cycle
from queue import Empty, Queue
from threading import Thread
from urllib.parse import quote

import _nginx
from _places import OURS, PYTHON, ROOT, WORK, environment
from _records import codes, prepare
from _rows import arguments, percentiles, report, row
from _serving import get, serving

PORTS = {"old": 8791, "new": 8792}
FRONT = 8790
CALLERS = 24
DRAIN_SECONDS = 3
ASKED = ("/guides/{}/", "/guides/{}/", "/api/v1/guides/{}", "/guides/{}/v/1/")
SOMETIMES = ("/", "/search/?q=许可", "/admin/login/", "/departments/")


def main():
    """Switch once under load; print what was asked and what failed."""
    options = arguments(__doc__, needs=("PostgreSQL", "nginx"), records=2_000, rate=200, seconds=60)
    prepare(options.records, with_stock=False)
    crowd = Crowd(_addresses(codes(options.records)), options.rate)
    folder = WORK / "release-switch"
    with serving(OURS, PORTS["old"], build="old") as old:
        front = _front(PORTS["old"], folder)
        with _nginx.running(folder, FRONT, front) as nginx:
            crowd.start()
            _say("the old release serves", crowd)
            time.sleep(options.seconds / 3)
            with serving(OURS, PORTS["new"], build="new"):
                _render("new")
                get(PORTS["new"], "/")
                _say("the new release is ready", crowd)
                _point(nginx, folder, PORTS["new"])
                _say("nginx leads to it", crowd)
                time.sleep(DRAIN_SECONDS)
                old.send_signal(signal.SIGTERM)
                _say("the old release ends", crowd)
                time.sleep(options.seconds / 3)
                crowd.stop()
    sys.exit(_told(crowd, options))


def _addresses(found):
    """Return the addresses that are asked for, one after the other: guides, now and then others."""
    forms, others = cycle(ASKED), cycle(SOMETIMES)
    guides = [next(forms).format(code) for code in found]
    return [next(others) if place % 20 == 19 else path for place, path in enumerate(guides)]


def _front(port, folder):
    return _nginx.front(port, FRONT, folder, root=ROOT / "var")


def _render(build):
    """Render the pages of a release before it serves."""
    call = [PYTHON, "-m", "django", "render_pages"]
    given = environment(OURS, 8000) | {"BUILD_ID": build}
    subprocess.run(call, env=given, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _point(nginx, folder, port):
    """Lead nginx to another port: requests that run end where they began."""
    _nginx.write(folder, _front(port, folder))
    nginx.send_signal(signal.SIGHUP)
    time.sleep(1)


class Crowd:
    """Callers who ask at a constant rate, whether or not they are answered in time."""

    def __init__(self, addresses, rate):
        self.addresses, self.rate = cycle(addresses), rate
        self.due: Queue = Queue()
        self.answers: Counter = Counter()
        self.failed: list[str] = []
        self.milliseconds: list[float] = []
        self.began = self.ended = 0.0
        self.opened_anew = 0
        self.is_over = False
        self.threads = [Thread(target=self._send)]
        self.threads += [Thread(target=self._ask) for _number in range(CALLERS)]

    def start(self):
        """Begin to ask."""
        self.began = time.monotonic()
        for thread in self.threads:
            thread.start()

    def stop(self):
        """Ask no more; wait for the answers that are still to come."""
        self.is_over = True
        for thread in self.threads:
            thread.join()
        self.ended = time.monotonic()

    def _send(self):
        for number in count():
            moment = self.began + number / self.rate
            if self.is_over:
                return
            time.sleep(max(moment - time.monotonic(), 0))
            self.due.put((moment, next(self.addresses)))

    def _ask(self):
        connection = HTTPConnection("127.0.0.1", FRONT, timeout=30)
        while not (self.is_over and self.due.empty()):
            try:
                moment, path = self.due.get(timeout=0.2)
            except Empty:
                continue
            try:
                answer = self._answered(connection, quote(path, safe="/?="))
            except (OSError, HTTPException) as error:
                self.failed.append(f"{path}: {type(error).__name__} {error}")
                connection.close()
                continue
            self.milliseconds.append(1000 * (time.monotonic() - moment))
            self.answers[answer.headers.get("X-Cache-Status", "not kept")] += 1
            if answer.status != 200:
                self.failed.append(f"{path}: {answer.status}")

    def _answered(self, connection, path):
        """Return the answer; a kept connection that nginx has closed is opened anew, as by a
        browser (RFC 9112, 9.3.1).
        """
        is_kept = connection.sock is not None
        try:
            return _asked(connection, path)
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            connection.close()
            if not is_kept:
                raise
            self.opened_anew += 1
            return _asked(connection, path)


def _asked(connection, path):
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer


def _say(what, crowd):
    second = time.monotonic() - crowd.began
    print(f"{second:6.1f} s  {what}; {len(crowd.milliseconds)} answers, {len(crowd.failed)} failed")


def _told(crowd, options):
    """Print the outcome; return the exit code."""
    figures = percentiles(crowd.milliseconds)
    figures |= {
        "n": len(crowd.milliseconds),
        "rps": len(crowd.milliseconds) / (crowd.ended - crowd.began),
        "errors": len(crowd.failed),
    }
    report([row(f"release switched, {options.rate} a second", figures)], options.json)
    print("from nginx's cache:", dict(crowd.answers))
    print("kept connections that the reload closed, opened anew:", crowd.opened_anew)
    for one in crowd.failed[:20]:
        print("failed:", one)
    return 1 if crowd.failed else 0


if __name__ == "__main__":
    main()
