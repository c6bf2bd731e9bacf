"""Work shared among processes of this machine: what must not be shared with them."""

from django.db import connections


def close_connections():
    """Leave no connection open that two processes would share after a fork."""
    connections.close_all()
