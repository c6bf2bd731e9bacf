"""Looks at a kept connection by its socket: a server that has gone has closed it (ADR 0025)."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL that is asked whether it answers only when its socket stirs.

    Nothing comes unasked over an idle connection but its end and seldom a notice.
    """

    def is_usable(self) -> bool:
        """Return whether the connection can be used; no round trip where its socket is quiet."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0) or super().is_usable()
