"""Keeps the migrated, empty SQLite database of the tests, since migrating takes twelve seconds.

The copy is named after the migrations' content; `pytest --create-db` makes it anew.
"""

import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOMS = [
    "core", "guides", "quality", "moderation", "publication", "exchange", "search", "home",
    "api", "operations", "demo",
]  # fmt: skip


def lay():
    """Put the kept copy where the test database will be; tell whether there was one."""
    if connection.vendor != "sqlite" or not _path().exists():
        return False
    place = Path(connection.settings_dict["TEST"]["NAME"])
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    shutil.copyfile(_path(), place)
    return True


def keep():
    """Keep a copy of the test database, fresh from its migrations."""
    if connection.vendor != "sqlite" or _path().exists():
        return
    draft = _path().with_suffix(f".{os.getpid()}")
    draft.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    for old in _path().parent.glob("test-template-*.sqlite3"):
        old.unlink(missing_ok=True)
    draft.replace(_path())


def _path():
    digest = hashlib.sha256(Path(settings.BASE_DIR, "requirements.txt").read_bytes())
    for room in ROOMS:
        folder = Path(settings.BASE_DIR, room)
        for file in sorted([folder / "apps.py", *folder.glob("migrations/*.py")]):
            digest.update(file.read_bytes())
    return Path(settings.VAR_DIR, f"test-template-{digest.hexdigest()[:12]}.sqlite3")
