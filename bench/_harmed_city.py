"""A whole city on this machine, to be done harm to: own services, the units' processes, nginx."""

import os
import shutil
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

import _nginx
import _units
from _killable_servers import (
    OwnElasticsearch,
    OwnPostgreSQL,
    OwnRedis,
    OwnReplica,
    descendants,
    free_port,
    listeners,
)
from _places import OURS, ROOT, environment

RESTART_SECONDS = 1
"""`RestartSec` of the units, whose part of systemd is played here."""


class Service:
    """A service of the site, started again when it ends, as its unit says."""

    def __init__(self, call, log):
        self.call, self.log = call, log
        self.process, self._is_wanted = None, threading.Event()

    def start(self):
        """Start the service, and keep it."""
        self._is_wanted.set()
        self._launch()
        threading.Thread(target=self._keep, daemon=True).start()

    def end(self):
        """End the service for good."""
        self._is_wanted.clear()
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        """End all processes of the service at once."""
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            os.kill(pid, 9)

    def _launch(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.call, cwd=ROOT, stdout=log, stderr=log, env=environment(OURS, 8000)
            )

    def _keep(self):
        while self._is_wanted.is_set():
            self.process.wait()
            time.sleep(RESTART_SECONDS)
            if self._is_wanted.is_set():
                self._launch()


class City:
    """PostgreSQL, Redis, Elasticsearch, readers, editors, relay and nginx, all of its own.

    `elasticsearch` is the folder of the installed program. The three services' addresses are put
    into the environment, where the benchmarks look for them.
    """

    def __init__(self, elasticsearch, *, workers=2):
        self.folder = Path(mkdtemp(prefix="guides-city-"))
        self.postgresql, self.redis = OwnPostgreSQL(), OwnRedis()
        self.elasticsearch = OwnElasticsearch(elasticsearch)
        self.copy = None
        self.readers_port, self.port = free_port(), free_port()
        self.socket = self.folder / "editors.sock"
        self._workers, self._open = workers, ExitStack()
        self.services = {
            name: Service(call, self.folder / f"{name}.log")
            for name, call in {
                "readers": _units.command("readers", port=self.readers_port, workers=workers),
                "editors": _units.command("editors", uds=self.socket, workers=workers),
                "relay": _units.command("relay"),
            }.items()
        }

    def start_services(self):
        """Start PostgreSQL and Redis, and let Elasticsearch begin to start."""
        for service in (self.postgresql, self.redis, self.elasticsearch):
            self._open.callback(service.end)
            service.launch()
        os.environ |= {
            "DATABASE_URL": self.postgresql.url,
            "CACHE_URL": self.redis.url,
            "SEARCH_URL": self.elasticsearch.url,
            "CONTENT_STORE_ROOT": str(self.folder / "content"),
            "MEDIA_ROOT": str(self.folder / "media"),
        }
        self.postgresql.wait()
        self.redis.wait()

    def start_copy(self):
        """Let readers read on a streaming replica of the PostgreSQL, which is filled by now."""
        self.copy = OwnReplica(self.postgresql)
        self._open.callback(self.copy.end)
        self.copy.start()
        server = self.copy.url.rsplit("/", 1)[0]
        os.environ["DATABASE_REPLICA_URL"] = f"{server}/{OURS}"

    def start_site(self):
        """Start the site's processes and nginx, and wait until readers and editors are served."""
        for service in self.services.values():
            self._open.callback(service.end)
            service.start()
        rules = _nginx.front(
            self.readers_port, self.port, self.folder, editors=self.socket, root=ROOT / "var"
        )
        self._open.enter_context(_nginx.running(self.folder, self.port, rules))
        ends = time.monotonic() + 180
        while not (self.workers("readers") and self.socket.is_socket()):
            if time.monotonic() > ends:
                raise RuntimeError(f"the site does not answer: {self.folder}/*.log")
            time.sleep(0.1)

    def workers(self, name):
        """Return the processes of a service that answer requests."""
        service = self.services[name].process
        if name == "readers":
            return listeners(service.pid, self.readers_port)
        return [pid for pid in descendants(service.pid) if b"config.wsgi" in _call_of(pid)]

    def end(self):
        """End everything that was started, and remove its folder."""
        self._open.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _call_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
