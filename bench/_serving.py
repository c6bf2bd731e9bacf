"""Web servers on loopback for the time of a measurement."""

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from _places import OURS, ROOT, STOCK, WORK, environment

APPLICATIONS = {OURS: "config.wsgi:application", STOCK: "stock.wsgi:application"}
BIN = ROOT / ".venv" / "bin"
START_SECONDS = 60

opener = build_opener(ProxyHandler({}))


@contextmanager
def serving(name, port, *, server="granian", workers=2, threads=2, gzip=False):
    """Serve our project or the stock one; gives the process, and ends it afterwards."""
    call = _CALLS[server](APPLICATIONS[name], port, workers, threads)
    WORK.mkdir(parents=True, exist_ok=True)
    with (WORK / f"server-{port}.log").open("w") as log:
        process = subprocess.Popen(
            call, env=environment(name, port, gzip=gzip), cwd=ROOT, stdout=log, stderr=log
        )
        try:
            _wait(process, port)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def get(port, path, **headers):
    """Give (status, headers, body) of one request."""
    request = Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    # A server that was overrun first works off what nobody waits for any more.
    with opener.open(request, timeout=300) as answer:
        return answer.status, answer.headers, answer.read()


def worker_memory(process):
    """Give the proportional memory in MB of the largest worker, shared pages counted in parts."""
    return max((_megabytes(pid) for pid in _children(process.pid)), default=0.0)


def _granian(application, port, workers, threads):
    call = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
    call += ["--workers", workers, "--blocking-threads", threads, "--log-level", "error"]
    call += ["--backlog", 4096, "--backpressure", 4096, application]
    return [str(part) for part in call]


def _gunicorn(application, port, workers, threads):
    call = [BIN / "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", workers]
    call += ["--threads", threads, "--worker-class", "gthread", "--backlog", 4096]
    call += ["--keep-alive", 30, "--worker-connections", 4096, "--log-level", "error", application]
    return [str(part) for part in call]


_CALLS = {"granian": _granian, "gunicorn": _gunicorn}


def _wait(process, port):
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        try:
            opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5)
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server on {port} does not answer: {WORK}/server-{port}.log")


def _children(pid):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(path.parent.name))
    return found


def _megabytes(pid):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
