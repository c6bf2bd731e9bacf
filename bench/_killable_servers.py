"""Real PostgreSQL, Redis and Elasticsearch of a test's or a measurement's own, to be done harm to.

Each has its own port and folder, and only processes that were started here are ever signalled.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psycopg
import redis

ACCOUNT = "postgres"
"""Who runs what refuses to run as root."""
START_SECONDS = 180
LISTEN = "0A"
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
REDIS = shutil.which("redis-server")


def free_port():
    """Return a port that nobody holds at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class OwnService:
    """A server process that can be started, killed, stopped like a hanging one, and resumed."""

    def __init__(self):
        # Where its account may enter: the folders of a test are closed to others.
        self.folder = Path(tempfile.mkdtemp(prefix="guides-harmed-"))
        self.port, self.process = free_port(), None
        _give_to_account(self.folder)

    def __enter__(self):
        return self.start()

    def __exit__(self, *failure):
        self.end()

    def command(self):
        """Return the call that starts the server in the foreground."""
        raise NotImplementedError

    def answers(self):
        """Return whether the server serves."""
        raise NotImplementedError

    def environment(self):
        """Return the environment of the process."""
        return os.environ

    def launch(self):
        """Start the process without waiting for it."""
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command()],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder,
                env=self.environment(), start_new_session=True, **as_account(),
            )  # fmt: skip
        return self

    def wait(self):
        """Return once the server serves; RuntimeError when it does not come up."""
        ends = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > ends or self.process.poll() is not None:
                said = (self.folder / "log").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{type(self).__name__} did not start: {said}")
            time.sleep(0.05)
        return self

    def start(self):
        """Start the server, and wait until it serves."""
        return self.launch().wait()

    def kill(self):
        """End the server at once, as a crash does."""
        self._signal(signal.SIGKILL)
        self.process.wait(START_SECONDS)

    def hang(self):
        """Let the server hold its connections and answer nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self):
        """Let a hanging server go on."""
        self._signal(signal.SIGCONT)

    def end(self):
        """End the server however it is, for good, and remove its folder."""
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number):
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


class OwnRedis(OwnService):
    """A Redis without a file."""

    @property
    def url(self):
        """The value of CACHE_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self):
        return [REDIS, "--bind", "127.0.0.1", "--port", self.port, "--save", "", "--dir", "."]

    def answers(self):
        with suppress(redis.RedisError):
            return redis.from_url(self.url, socket_timeout=1).ping()
        return False


class OwnPostgreSQL(OwnService):
    """A PostgreSQL with an empty database `guides`."""

    def give(self, folder):
        """Let the server write into a folder."""
        _give_to_account(folder)

    @property
    def url(self):
        """The value of DATABASE_URL."""
        return f"postgresql://guides@127.0.0.1:{self.port}/guides"

    def command(self):
        return [
            _postgresql_programs() / "postgres", "-D", self.folder / "data", "-p", self.port,
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=60", "-c", "shared_buffers=64MB",
        ]  # fmt: skip

    def launch(self):
        if not (self.folder / "data").exists():
            # Nobody but this machine reaches it, and it holds nothing but test data.
            call = [_postgresql_programs() / "initdb", "-D", self.folder / "data", "-U", "guides"]
            call += ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            subprocess.run(
                call, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **as_account()
            )
        return super().launch()

    def answers(self):
        server = self.url.rsplit("/", 1)[0] + "/postgres"
        with suppress(psycopg.OperationalError):
            with psycopg.connect(server, autocommit=True, connect_timeout=2) as connection:
                known = connection.execute("SELECT FROM pg_database WHERE datname = 'guides'")
                if known.fetchone() is None:
                    connection.execute("CREATE DATABASE guides")
            return True
        return False


class OwnReplica(OwnPostgreSQL):
    """A PostgreSQL that follows another one of ours: its streaming replica."""

    def __init__(self, primary):
        super().__init__()
        self.primary = primary

    def launch(self):
        if not (self.folder / "data").exists():
            call = [_postgresql_programs() / "pg_basebackup", "-D", self.folder / "data", "-R"]
            call += ["-d", self.primary.url, "-X", "stream", "-c", "fast", "--no-sync"]
            subprocess.run(call, check=True, cwd=self.folder, **as_account())
        return super().launch()

    def answers(self):
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url, connect_timeout=2).close()
            return True
        return False

    def ask(self, statement):
        """Have a statement carried out."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


class OwnElasticsearch(OwnService):
    """An Elasticsearch of one node, from the program that `deploy/services.sh` installed."""

    def __init__(self, home):
        super().__init__()
        self.home, self.transport_port = Path(home), free_port()

    @property
    def url(self):
        """The value of SEARCH_URL."""
        return f"http://127.0.0.1:{self.port}"

    def command(self):
        return [self.home / "bin" / "elasticsearch"]

    def environment(self):
        memory = {"ES_JAVA_OPTS": "-Xms512m -Xmx512m", "ES_TMPDIR": str(self.folder / "tmp")}
        places = {"ES_PATH_CONF": str(self.folder / "config"), "ES_JAVA_HOME": str(_java())}
        return os.environ | memory | places

    def launch(self):
        if not (self.folder / "config").exists():
            self.prepare_folder(
                ELASTICSEARCH.format(
                    folder=self.folder, port=self.port, transport_port=self.transport_port
                )
            )
        return super().launch()

    def prepare_folder(self, settings):
        """Lay a copy of the program's settings down, with these instead of its own."""
        config = self.folder / "config"
        shutil.copytree(self.home / "config", config)
        (self.folder / "tmp").mkdir()
        (config / "elasticsearch.yml").write_text(settings)
        for path in [self.folder, *self.folder.rglob("*")]:
            _give_to_account(path)

    def answers(self):
        with suppress(OSError), opener.open(f"{self.url}/_cluster/health", timeout=2) as answer:
            return b'"red"' not in answer.read()
        return False


ELASTICSEARCH = """
cluster.name: harmed-{port}
path.data: {folder}/data
path.logs: {folder}
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport_port}
discovery.type: single-node
xpack.security.enabled: false
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


def kill(pid):
    """End one process at once."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def missing_programs():
    """Return the names of the servers that are not installed."""
    there = {
        "Redis": REDIS,
        "PostgreSQL": list(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        "nginx": shutil.which("nginx") or Path("/usr/sbin/nginx").exists(),
    }
    return [name for name, program in there.items() if not program]


def elasticsearch_home(url, root):
    """Return the folder of an installed Elasticsearch, or None: the one that answers at `url`
    tells its own, else the one below `root`.
    """
    with suppress(OSError, StopIteration):
        found = opener.open(f"{url}/_nodes/_local", timeout=3) if url else None
        nodes = json.load(found)["nodes"] if found else {}
        home = Path(next(iter(nodes.values()))["settings"]["path"]["home"])
        if (home / "bin" / "elasticsearch").exists():
            return home
    found = sorted(Path(root, ".services").glob("elasticsearch-*/bin/elasticsearch"))
    return found[-1].parents[1] if found else None


def descendants(pid):
    """Return the processes that a process started, and those that these started."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
            parents.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def listeners(pid, port):
    """Return the processes below a process that listen on a port, as the workers of a server do."""
    listening = set()
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if fields[3] == LISTEN and int(fields[1].split(":")[1], 16) == port:
            listening.add(f"socket:[{fields[9]}]")
    return [one for one in descendants(pid) if listening & _sockets(one)]


def _sockets(pid):
    held = set()
    with suppress(OSError):  # it has just ended
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):  # a busy process has just closed this one, not the others
                held.add(str(link.readlink()))
    return held


def _postgresql_programs():
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    if folders:
        return folders[-1]
    raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql-15")


def _version(folder):
    return int(folder.parent.name)


def _java():
    found = [path for path in Path("/usr/lib/jvm").glob("*17*") if (path / "bin/java").exists()]
    return found[0] if found else os.environ["ES_JAVA_HOME"]


def as_account():
    return {"user": ACCOUNT, "group": ACCOUNT} if os.geteuid() == 0 else {}


def _give_to_account(path):
    if os.geteuid() == 0:
        shutil.chown(path, ACCOUNT, ACCOUNT)
