"""Processor time of one request within this process, beside a fixed loop of Python.

The milliseconds of one machine differ by its hour; how many loops a request costs does not. What
PostgreSQL takes for it stands apart, if it runs on this machine; the web server is not counted:
`bench/readers.py` measures all of it. Rows `no …` leave out one thing that spares work.
"""

import io
import sys
import time
from pathlib import Path
from statistics import median

from _places import use_settings
from _records import codes, prepare
from _rows import arguments

LOOP = 200_000
BUILD = "cpu"
"""A release of its own, so that no page is stored before it is made to be."""


def main():
    """Print the median of each request over rounds that take turns."""
    options = arguments(__doc__, paths=60, rounds=9)
    prepare(options.records, with_stock=False)
    found = codes(options.paths)
    _start_django()
    subjects = _subjects(found)
    took, loops = {name: [] for name in subjects}, []
    for _round in range(options.rounds + 1):
        loops.append(fixed_loop())
        for name, ask in subjects.items():
            took[name].append([spent / options.paths for spent in _cpu(ask)])
    loop = median(loops)
    head = f"{'request':<24}{'ms':>8}{'PostgreSQL':>12}{'both':>8}{'loops':>8}"
    print(f"{head}   one loop: {loop:.1f} ms")
    for name, figures in took.items():
        # The first round compiles templates.
        here, there = (median(side) for side in zip(*figures[1:], strict=True))
        print(
            f"{name:<24}{here:>8.2f}{there:>12.2f}{here + there:>8.2f}{(here + there) / loop:>8.2f}"
        )


def _start_django():
    use_settings(BUILD_ID=BUILD)
    import django

    django.setup()
    from home.models import StoredPage

    StoredPage.objects.filter(build=BUILD).delete()


def _subjects(found):
    """Return {name: function that asks for as many addresses as there are codes}."""
    from config.wsgi import application, django
    from home.stored_pages import keep

    stored, made = found[: len(found) // 2], found[len(found) // 2 :]
    keep(stored, ["zh-hans"])
    pages = [f"/guides/{code}/" for code in made]
    ready = [f"/guides/{code}/" for code in stored]
    without_lane = _without_lane()
    etags = [(path, _header(application, path, "ETag")) for path in ready]
    many = len(found)
    return {
        "page made": lambda: _ask(application, pages * 2),
        "page made, English": lambda: _ask(application, [f"/en{path}" for path in pages * 2]),
        "page stored": lambda: _ask(application, ready * 2, HTTP_ACCEPT_ENCODING="gzip"),
        "page stored, no early": lambda: _ask(django, ready * 2, HTTP_ACCEPT_ENCODING="gzip"),
        "page stored, no lane": lambda: _ask(without_lane, ready * 2, HTTP_ACCEPT_ENCODING="gzip"),
        "page stored, no prepared": lambda: _unprepared(
            lambda: _ask(application, ready * 2, HTTP_ACCEPT_ENCODING="gzip")
        ),
        "page made, no lane": lambda: _ask(without_lane, pages * 2),
        "page 304": lambda: [_ask(application, [path], HTTP_IF_NONE_MATCH=etag)
                             for path, etag in etags * 2],
        "api guide": lambda: _ask(application, [f"/api/v1/guides/{code}" for code in found]),
        "api guide, no lane": lambda: _ask(
            without_lane, [f"/api/v1/guides/{code}" for code in found]
        ),
        "api list of 20": lambda: _ask(application, ["/api/v1/guides?limit=20"] * many),
        "browse": lambda: _ask(application, [f"/departments/{_office(found)}/"] * many),
        "changes": lambda: _ask(application, ["/api/v1/changes?limit=20"] * many),
    }  # fmt: skip


def _without_lane():
    """Return the application with the same middleware but for the readers' lane."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test.utils import override_settings

    others = [one for one in settings.MIDDLEWARE if not one.endswith("ReadersLaneMiddleware")]
    with override_settings(MIDDLEWARE=others):
        return WSGIHandler()


def _unprepared(ask):
    """Ask while the statement of a page is planned anew each time, as Django's cursor does."""
    from django.db import connection

    from publication import item_states

    def rows_of(statement, values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    prepared, item_states.rows_of = item_states.rows_of, rows_of
    try:
        ask()
    finally:
        item_states.rows_of = prepared


def _office(found):
    return found[0].split("-")[0]


def _ask(application, addresses, **headers):
    for address in addresses:
        status, _headers = _answer(application, address, headers)
        if status[:3] not in ("200", "304"):
            raise RuntimeError(f"{address}: {status}")


def _header(application, address, name):
    return dict(_answer(application, address, {})[1])[name]


def _answer(application, address, headers):
    path, _mark, query = address.partition("?")
    got = []
    answer = application(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8700",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8700",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            **headers,
        },
        lambda status, headers: got.extend((status, headers)),
    )
    b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return got


def _cpu(function):
    """Return the processor time of a call, milliseconds of this process and of PostgreSQL's."""
    started, behind = time.process_time(), _behind()
    function()
    return (time.process_time() - started) * 1000, _behind() - behind


def _behind():
    """Return the milliseconds that the process behind this one's connection has used so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    spent = Path(f"/proc/{pid}/schedstat")
    return int(spent.read_text().split()[0]) / 1e6 if spent.exists() else 0.0


def fixed_loop():
    """Return the milliseconds of processor time that LOOP turns of plain Python take now."""
    started, total = time.process_time(), 0
    for number in range(LOOP):
        total += number * number % 7
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
