"""Resting after a failure, so that not everybody waits for a service that does not answer."""

from threading import Lock
from time import monotonic


class OutagePause:
    """A rest after a failure: for some seconds nobody asks the service, then one caller tries.

    The state is that of one process, shared by its threads.
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self._until, self._lock = None, Lock()

    def is_over(self) -> bool:
        """Return whether to ask now; of those who come after the rest, only the first may."""
        if self._until is None:
            return True
        with self._lock:
            if self._until is None:
                return True
            if monotonic() < self._until:
                return False
            self._until = monotonic() + self.seconds
            return True

    def failed(self) -> bool:
        """Begin the rest anew; return whether the service had answered until now."""
        with self._lock:
            is_first, self._until = self._until is None, monotonic() + self.seconds
            return is_first

    def answered(self) -> None:
        """Let everybody ask again."""
        self._until = None
