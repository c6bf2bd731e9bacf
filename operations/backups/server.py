"""A restored PostgreSQL cluster on this machine: unpacked, recovered, started and stopped."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import zstandard
from django.db import connection

from operations.backups.faults import BackupError, DamagedBackupError

ACCOUNT = "postgres"
DATA, LOG_IN, SERVER_LOG = "postgresql", "wal", "server.log"
START_SECONDS = 3600
LAST = re.compile(
    r"last completed transaction was at log time ([0-9-]+ [0-9:.]+)([+-][0-9:]+| \w+)"
)
RECOVERY = """
restore_command = 'cp "{log}/%f" "%p" 2>/dev/null || cp "{log}/%f.partial" "%p"'
recovery_target_action = 'promote'
{target}
"""
HBA = "host all all 127.0.0.1/32 scram-sha-256\n"
OVERRIDES = {
    "listen_addresses": "127.0.0.1",
    "archive_mode": "off",
    "ssl": "off",
    "logging_collector": "off",
    "log_destination": "stderr",
    "lc_messages": "C",
    "log_timezone": "UTC",
    "hot_standby": "off",
    "max_connections": "200",
}


def postgresql_programs() -> Path:
    """Return the folder of the newest PostgreSQL programs of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    if found:
        return found[-1]
    program = shutil.which("pg_basebackup")
    if program:
        return Path(program).parent
    raise BackupError("There are no programs of PostgreSQL here: apt-get install postgresql-15")


class RestoredServer:
    """A cluster below a folder; as a context it answers, and is stopped at its end."""

    def __init__(self, into):
        self.into = Path(into)
        self.data = self.into / DATA
        self.port_file = self.into / "port"

    def unpack(self, base: Path) -> None:
        """Unpack the tar files of a base backup."""
        self.data.mkdir(mode=0o700)
        for name, folder in (("base", self.data), ("pg_wal", self.data / "pg_wal")):
            place = base / f"{name}.tar.zst"
            place = place if place.exists() else base / f"{name}.tar"
            self._untar(place, folder)
        if not (self.data / "postgresql.conf").exists():
            # Debian keeps these elsewhere, so that no base backup has them.
            (self.data / "postgresql.conf").touch(0o600)
            (self.data / "pg_ident.conf").touch(0o600)
            (self.data / "pg_hba.conf").write_text(HBA, encoding="ascii")

    def _untar(self, place, folder):
        call = ["tar", "-x", "-C", str(folder)]
        tar = subprocess.Popen(call, stdin=subprocess.PIPE)  # noqa: S603
        assert tar.stdin  # noqa: S101  asked for above
        try:
            with place.open("rb") as packed:
                if place.suffix == ".zst":
                    zstandard.ZstdDecompressor().copy_stream(packed, tar.stdin)
                else:
                    shutil.copyfileobj(packed, tar.stdin)
        except (zstandard.ZstdError, BrokenPipeError) as error:
            raise DamagedBackupError(f"{place.name} cannot be unpacked: {error}") from error
        finally:
            tar.stdin.close()
            failed = tar.wait()
        if failed:
            raise DamagedBackupError(f"{place.name} cannot be unpacked.")

    def copy_log(self, wal: Path) -> None:
        """Take the archived log along, where the cluster's account can read it."""
        target = self.into / LOG_IN
        target.mkdir(mode=0o700)
        for path in wal.glob("[0-9A-F]*") if wal.exists() else ():
            shutil.copyfile(path, target / path.name)

    def recover(self, moment: datetime | None) -> datetime:
        """Replay the log up to a moment (None: to its end); return that of the last transaction."""
        target = f"recovery_target_time = '{moment.isoformat()}'" if moment else ""
        with (self.data / "postgresql.auto.conf").open("a", encoding="utf-8") as conf:
            conf.write(RECOVERY.format(log=self.into / LOG_IN, target=target))
        (self.data / "recovery.signal").touch()
        self._belong_to_account()
        with self:
            pass
        shutil.rmtree(self.into / LOG_IN)
        found = LAST.findall(self._log())
        if not found:
            raise BackupError(
                f"The log does not say up to when it was replayed: {self._log()[-500:]}"
            )
        return datetime.fromisoformat(found[-1][0]).replace(tzinfo=UTC)

    def url(self) -> str:
        """Return the database URL of the cluster, on the port that it was given."""
        facts = connection.settings_dict
        user, password = quote(facts["USER"], safe=""), quote(facts["PASSWORD"] or "", safe="")
        port = self.port_file.read_text(encoding="ascii")
        return f"postgresql://{user}:{password}@127.0.0.1:{port}/{quote(facts['NAME'])}"

    def __enter__(self):
        port = _free_port()
        self.port_file.write_text(str(port), encoding="ascii")
        settings = OVERRIDES | {"port": port, "unix_socket_directories": self.into}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        answer = self._as_account(
            "pg_ctl", "start", "-D", self.data, "-w", "-t", START_SECONDS,
            "-l", self.into / SERVER_LOG, "-o", options,
        )  # fmt: skip
        if answer.returncode:
            raise BackupError(f"The restored cluster does not start: {self._log()[-800:]}")
        self._wait_until_promoted()
        return self.url()

    def _wait_until_promoted(self):
        """Wait for the end of recovery; `pg_ctl` is content with its beginning."""
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if "authentication" in str(error):
                    raise BackupError(f"The restored cluster refuses its user: {error}") from error
                if self._as_account("pg_ctl", "status", "-D", self.data).returncode:
                    break
                time.sleep(0.2)
        raise BackupError(f"The restored cluster does not come up: {self._log()[-800:]}")

    def _log(self):
        return (self.into / SERVER_LOG).read_text(encoding="utf-8", errors="replace").strip()

    def __exit__(self, *exc):
        self._as_account("pg_ctl", "stop", "-D", self.data, "-w", "-m", "fast")

    def _as_account(self, program, *arguments):
        call = [str(postgresql_programs() / program), *(str(one) for one in arguments)]
        if os.geteuid() == 0:
            call = ["runuser", "-u", ACCOUNT, "--", *call]
        # Its output goes nowhere: a server that keeps a pipe open would keep us waiting.
        return subprocess.run(  # noqa: S603
            call, cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _belong_to_account(self):
        """Let the account own the folder: PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return
        account = pwd.getpwnam(ACCOUNT)
        for path in (self.into, *self.into.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        if subprocess.run(  # noqa: S603
            ["runuser", "-u", ACCOUNT, "--", "test", "-x", str(self.data)],  # noqa: S607
            cwd="/", check=False,
        ).returncode:  # fmt: skip
            raise BackupError(
                f"The account {ACCOUNT} cannot enter {self.into}: choose a folder below one that "
                "it can, such as /var/tmp."
            )


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]
