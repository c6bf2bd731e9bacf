"""Web servers on loopback for the time of a measurement."""

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from _nginx import require_free
from _places import OURS, ROOT, STOCK, WORK, environment

APPLICATIONS = {OURS: "config.wsgi:application", STOCK: "stock.wsgi:application"}
BIN = ROOT / ".venv" / "bin"
START_SECONDS = 60

opener = build_opener(ProxyHandler({}))


@contextmanager
def serving(
    name, port, *, server="granian", workers=2, threads=2, at_once=4096, gzip=False, build="bench"
):
    """Serve our project or the stock one; return the process, and end it afterwards.

    `at_once` connections are taken by a worker (granian). With a path in place of the port, granian
    listens on a Unix socket there. `build` names the release.
    """
    application = APPLICATIONS.get(name, APPLICATIONS[OURS])  # a copy of ours too
    call = _CALLS[server](application, port, workers, threads, at_once)
    settings = environment(name, port, gzip=gzip) | {"BUILD_ID": build}
    WORK.mkdir(parents=True, exist_ok=True)
    if isinstance(port, Path):
        port.unlink(missing_ok=True)  # left behind by one that was killed
    else:
        require_free(port)
    with (WORK / f"server-{Path(str(port)).name}.log").open("w") as log:
        process = subprocess.Popen(call, env=settings, cwd=ROOT, stdout=log, stderr=log)
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
    """Return (status, headers, body) of one request."""
    request = Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    # A server that was overrun first works off what nobody waits for any more.
    with opener.open(request, timeout=300) as answer:
        return answer.status, answer.headers, answer.read()


def worker_memory(process):
    """Return the proportional memory in MB of the largest worker, shared pages counted in parts."""
    return max((proportional for proportional, _own in memories(process)), default=0.0)


def memories(process):
    """Return (proportional, private) memory in MB of each worker."""
    return [_megabytes(pid) for pid in _children(process.pid)]


def memory_of_all(process):
    """Return the memory in MB of a server's processes together, shared pages counted once."""
    return sum(_megabytes(pid)[0] for pid in (process.pid, *_children(process.pid)))


def _granian(application, port, workers, threads, at_once):
    listens = ["--uds", port] if isinstance(port, Path) else ["--host", "127.0.0.1", "--port", port]
    call = [*_GRANIAN[application], "--interface", "wsgi", *listens]
    call += ["--workers", workers, "--blocking-threads", threads, "--log-level", "error"]
    call += ["--backlog", 4096, "--backpressure", at_once, application]
    return [str(part) for part in call]


def _gunicorn(application, port, workers, threads, at_once):
    call = [BIN / "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", workers]
    call += ["--threads", threads, "--worker-class", "gthread", "--backlog", 4096]
    call += ["--keep-alive", 30, "--worker-connections", at_once, "--log-level", "error"]
    call += [application]
    return [str(part) for part in call]


_GRANIAN = {
    APPLICATIONS[OURS]: [BIN / "python", "-m", "config.web_server"],  # as its units start it
    APPLICATIONS[STOCK]: [BIN / "granian"],
}
_CALLS = {"granian": _granian, "gunicorn": _gunicorn}


def _wait(process, port):
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        if _answers(port):
            return
        time.sleep(0.2)
    raise RuntimeError(f"the server on {port} does not answer: look at the logs in {WORK}")


def _answers(port):
    if isinstance(port, Path):
        return port.is_socket()  # a client that connects waits until a worker takes it
    try:
        opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5)
    except (URLError, OSError):
        return False
    return True


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
    kilobytes = {"Pss:": 0, "Private_Clean:": 0, "Private_Dirty:": 0}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, *rest = line.split()
        if name in kilobytes:
            kilobytes[name] = int(rest[0])
    proportional, *own = kilobytes.values()
    return proportional / 1024, sum(own) / 1024
