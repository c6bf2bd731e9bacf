"""Work shared among processes of this machine: what must not be shared with them, and its order."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any

from django.db import connection, connections


def close_connections() -> None:
    """Leave no connection open that two processes would share after a fork."""
    connections.close_all()


def forget_connections() -> None:
    """Let a forked process open connections of its own; those of its parent stay open.

    psycopg ends a connection only in the process that began it.
    """
    for one in connections.all(initialized_only=True):
        one.connection = None


def in_order(
    work: Callable[..., Any], arguments: Iterable[tuple[Any, ...]], processes: int
) -> Iterator[Any]:
    """Yield `work(*given)` for each of the arguments in their order, while further ones are worked
    at; with one process, here.
    """
    if processes == 1:
        for given in arguments:
            yield work(*given)
        return
    if connection.vendor == "sqlite":  # whose files no two processes may share
        close_connections()
    # PostgreSQL's stays open: whose turn it is may be kept by it (`one_at_a_time`).
    context = get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=forget_connections) as pool:
        pool.submit(int).result()  # all are forked now, before the arguments open a connection
        waiting = []
        for given in arguments:
            waiting.append(pool.submit(work, *given))
            if len(waiting) > 2 * processes:
                wait(waiting[:1], return_when=FIRST_COMPLETED)
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()
