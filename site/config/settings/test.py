"""Tests: as alone, or on the real services that the environment names; quick hashing, no mail."""

import os
import tempfile
from pathlib import Path

from . import stores
from .base import *  # noqa: F403
from .base import CACHE_URL, DATABASES, VAR_DIR

VAR_DIR.mkdir(exist_ok=True)

SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["*"]
BUILD_ID = "test"
DEMO_PASSWORD = "tests-only"  # noqa: S105 - guards nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test of the throttle turns it on; elsewhere `client.login` has no request to count.
AXES_ENABLED = False
WHITENOISE_USE_FINDERS = True
RELAY_THREAD = False

# Tests run in several processes: each has its own indexes and its own database of Redis.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
SEARCH_INDEX_PREFIX = f"test-{_worker}"
if CACHE_URL:
    CACHE_URL = f"{CACHE_URL.rsplit('/', 1)[0]}/{int(_worker[2:]) + 1}"
    CACHES = stores.caches(CACHE_URL)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: a live server's threads and a second connection must lock as in life.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

_files = Path(tempfile.mkdtemp(prefix="guides-test-"))
MEDIA_ROOT = str(_files / "media")
CONTENT_STORE_ROOT = str(_files / "content")
