"""Where measuring happens: services of `.env.services`, own databases, servers' environment."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "var" / "bench"
OURS = os.environ.get("BENCH_DATABASE", "guides_bench")
"""Named anew, two checkouts are measured side by side."""
STOCK = f"{OURS}_stock"
PYTHON = sys.executable
sys.path.insert(0, str(ROOT))


def service(name):
    """Return an address of a service from the environment or `.env.services`; empty without one."""
    if name in os.environ:
        return os.environ[name]
    path = ROOT / ".env.services"
    lines = path.read_text().splitlines() if path.exists() else []
    found = dict(line.split("=", 1) for line in lines if "=" in line)
    return found.get(name, "")


def database_url(name):
    """Return the URL of a database on the server of DATABASE_URL; leaves the program without
    one.
    """
    url = service("DATABASE_URL")
    if not url.startswith("postgres"):
        sys.exit("Measuring needs PostgreSQL: `make services` starts it.")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def connect(name):
    """Return a connection to a database; the database is made when it is missing."""
    try:
        return psycopg.connect(database_url(name), autocommit=True)
    except psycopg.OperationalError:
        with psycopg.connect(service("DATABASE_URL"), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" ENCODING UTF8 TEMPLATE template0')
        return psycopg.connect(database_url(name), autocommit=True)


def environment(name, port, *, gzip=False):
    """Return the environment of our server or the stock one: production settings, plain HTTP."""
    WORK.mkdir(parents=True, exist_ok=True)
    given = {
        "DATABASE_URL": database_url(name),
        "SECRET_KEY": "of a benchmark, which keeps no secrets, on loopback only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "HTTPS": "0",
        "LOG_LEVEL": "ERROR",
        "BUILD_ID": "bench",
        "BENCH_GZIP": str(int(gzip)),
    }
    if name == STOCK:
        given |= {
            "PYTHONPATH": f"{ROOT / 'bench'}:{ROOT}:{WORK}",
            "DJANGO_SETTINGS_MODULE": "stock.settings",
        }
    else:
        given |= {
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "CACHE_URL": service("CACHE_URL"),
            "SEARCH_URL": service("SEARCH_URL"),
            "SEARCH_INDEX_PREFIX": OURS.removeprefix("guides_"),
            "CACHE_PREFIX": OURS.removeprefix("guides_"),
        }
    return os.environ | given


def use_settings(**more):
    """Let this process import our project, with the settings that its servers have."""
    os.environ.update(environment(OURS, 8700) | more)
    sys.path.insert(0, str(ROOT / "site"))


def manage(name, *command):
    """Run a command of Django in our project or in the stock one; raises when it fails."""
    call = [PYTHON, "-m", "django", *command]
    subprocess.run(call, env=environment(name, 8000), cwd=ROOT, check=True)
