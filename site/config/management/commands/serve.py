"""`manage.py serve`: prepares and serves the whole site from one process, the relay included."""

import multiprocessing
import os
import socket
import threading
import time
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.core.management.base import CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from core.audit.chain import chain

DEMO_CITY = "load_demo_city"
MOST_LOGINS = 40


class Command(BaseCommand):
    """Migrates, loads the demo city, serves, and says so once the site answers."""

    help = "Prepares the database and serves the site; prints READY once it answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=32, help="requests at the same time")
        parser.add_argument("--no-prepare", action="store_true", help="neither migrate nor load")

    def handle(
        self, *, host: str, port: int, threads: int, no_prepare: bool, **options: Any
    ) -> None:
        self.require_free(host, port)
        if not no_prepare:
            self.prepare()
        address = f"http://{host}:{port}/"
        # The worker starts afresh and reads its settings from the environment; a fork would keep
        # those of this process, and its database connections.
        multiprocessing.set_start_method("spawn", force=True)
        os.environ.setdefault("RELAY_THREAD", "1")
        os.environ.setdefault("LOGIN_QUEUE", str(max(threads // 2, 1)))
        os.environ.setdefault("PUBLIC_BASE_URL", address)
        threading.Thread(target=self.announce, args=[address], daemon=True).start()
        Granian(
            "config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            # One worker: the relay's thread lives in it, and SQLite has one writer anyway.
            workers=1,
            blocking_threads=threads,
            respawn_failed_workers=True,
            log_level=LogLevels.error,
        ).serve()

    def require_free(self, host: str, port: int) -> None:
        """Refuse a port where another server answers, whose answers would pass for ours."""
        try:
            socket.create_server((host, port)).close()
        except OSError as error:
            raise CommandError(f"{host}:{port} cannot be used ({error}); give PORT=…") from error

    def prepare(self) -> None:
        """Bring the database up to date and fill an empty one with the demo city."""
        call_command("migrate", interactive=False, verbosity=0)
        if DEMO_CITY in get_commands():
            call_command(DEMO_CITY)
        chain()

    def announce(self, address: str) -> None:
        """Print READY, addresses and logins as soon as the site answers."""
        opener = build_opener(ProxyHandler({}))
        while True:
            try:
                opener.open(f"{address}healthz", timeout=5)
                break
            except (URLError, OSError):
                time.sleep(0.2)
        self.stdout.write(f"\nREADY {address}")
        self.stdout.write(f"  {address}            public site, English under {address}en/")
        self.stdout.write(f"  {address}admin/      compiling, review, filing")
        self.stdout.write(f"  {address}api/v1/docs portal API")
        if settings.DEMO_PASSWORD:
            self.stdout.write(f"  logins, password {settings.DEMO_PASSWORD}:")
            self.stdout.write(f"  {' '.join(_logins())}")
        self.stdout.flush()


def _logins():
    users = get_user_model().objects.filter(is_active=True).order_by("pk")
    return users.values_list("username", flat=True)[:MOST_LOGINS]
