"""Work in a process of its own: a command of `manage.py`, one at a time, capped in memory and time.

The relay starts it; what it works on lies in the database, so that a killed one is simply begun
again. Nothing that a file does to its reader harms the relay, an editor's or a reader's worker.
"""

import logging
import resource
import signal
import subprocess
import sys
from time import monotonic

from django.conf import settings

log = logging.getLogger(__name__)


class ChildProcess:
    """The one child of this process that runs a command; a new one begins when it has ended."""

    def __init__(self, command: str, *, seconds: float) -> None:
        self.command = command
        self.seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._began = 0.0

    def is_running(self) -> bool:
        """Return whether the child is at work; one that takes too long is killed."""
        if self._child is None or self._child.poll() is not None:
            return False
        if monotonic() - self._began > self.seconds:
            log.error("%s took more than %s s and was killed", self.command, self.seconds)
            self._child.kill()
            self._child.wait()
            return False
        return True

    def start(self, *arguments: str) -> None:
        """Begin the command with arguments; what it prints goes where this process prints."""
        line = [sys.executable, str(settings.BASE_DIR / "manage.py"), self.command, *arguments]
        self._child = subprocess.Popen(line, stdin=subprocess.DEVNULL)  # noqa: S603 - our own command
        self._began = monotonic()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the child has ended."""
        if self._child is not None:
            self._child.wait(seconds)


def limit_this_process(*, megabytes: int, seconds: int) -> None:
    """Cap the memory and the processor time of this process; beyond them it fails or is ended."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
