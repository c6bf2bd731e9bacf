"""Tests: as alone, or on the real services that the environment names; quick hashing, no mail."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from . import stores
from .base import *  # noqa: F403
from .base import CACHE_URL, DATABASES, VAR_DIR

(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["*"]
BUILD_ID = "test"
DEMO_PASSWORD = "tests-only"  # noqa: S105 - guards nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
RELAY_THREAD = False
USE_FLUSH_SECONDS = 0
WATCHING = False
PAPERS_AHEAD = False  # a test that wants papers asks for them

# Every process of every run has its own files, database and indexes, and each process of a run
# its own database of Redis: two runs on one machine do not meet.
_process = os.getpid()
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
_files = Path(tempfile.mkdtemp(prefix="guides-test-"))
atexit.register(shutil.rmtree, _files, ignore_errors=True)
MEDIA_ROOT = str(_files / "media")
CONTENT_STORE_ROOT = str(_files / "content")
MEASUREMENTS_ROOT = str(_files / "measurements")
STATUS_ROOT = str(_files / "status")

SEARCH_INDEX_PREFIX = f"test-{_process}"
SEARCH_LOG_SECONDS = 0
SEARCH_KEPT_SECONDS = 0
if CACHE_URL:
    CACHE_URL = f"{CACHE_URL.rsplit('/', 1)[0]}/{_worker + 1}"
    CACHES = stores.caches(CACHE_URL)

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, not memory: a live server's threads and a second connection must lock as in life.
    _database["TEST"] = {"NAME": str(_files / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    _database["TEST"] = {"NAME": f"test_{_database['NAME']}_{_process}"}
    _database["OPTIONS"]["options"] = "-c synchronous_commit=off"
