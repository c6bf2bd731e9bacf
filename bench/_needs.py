"""What a benchmark needs beside the site; without it nothing is measured, and it says why."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError

import psycopg
from _killable_servers import elasticsearch_home, missing_programs, opener
from _places import ROOT, service

SERVICES = "start it with `make services`"
PROGRAM = "install Debian's package of that name"


def require(names):
    """Leave the program with exit code 1, naming each need that is not met and its remedy."""
    missing = [f"  {name}: {remedy}" for name in names if (remedy := CHECKS[name]())]
    if missing:
        sys.exit("\n".join(["Nothing can be measured; missing:", *missing]))


def _program(name, path):
    return lambda: None if shutil.which(name) or Path(path).exists() else PROGRAM


def _playwright():
    return None if find_spec("playwright") else "`make bench` installs requirements-dev.txt"


def _postgresql():
    url = service("DATABASE_URL")
    if not url.startswith("postgres"):
        return SERVICES
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"{error}".strip() + f"; {SERVICES}"
    return None


def _elasticsearch():
    try:
        opener.open(f"{service('SEARCH_URL')}/_cluster/health", timeout=3).close()
    except (URLError, OSError, ValueError) as error:
        return f"{error}; {SERVICES}"
    return None


def _servers():
    home = elasticsearch_home(service("SEARCH_URL"), ROOT)
    missing = [*missing_programs(), *([] if home else ["Elasticsearch"])]
    return f"{', '.join(missing)}: `make services` installs them" if missing else None


CHECKS = {
    "wrk": _program("wrk", "/usr/bin/wrk"),
    "nginx": _program("nginx", "/usr/sbin/nginx"),
    "chromium": _program("chromium", "/usr/bin/chromium"),
    "playwright": _playwright,
    "PostgreSQL": _postgresql,
    "Elasticsearch": _elasticsearch,
    "servers of its own": _servers,
}
