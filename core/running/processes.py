"""Work shared among processes of this machine: what must not be shared with them, and its order."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any

from django.db import connections


def close_connections() -> None:
    """Leave no connection open that two processes would share after a fork."""
    connections.close_all()


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
    close_connections()
    context = get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=close_connections) as pool:
        pool.submit(int).result()  # all are forked now, before the arguments open a connection
        waiting = []
        for given in arguments:
            waiting.append(pool.submit(work, *given))
            if len(waiting) > 2 * processes:
                wait(waiting[:1], return_when=FIRST_COMPLETED)
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()
