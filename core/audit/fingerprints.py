"""The fingerprints of the audit log: SHA-256 over every column of an entry, and of a link."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from core.texts.json_text import json_text

ENTRY = (
    "token",
    "at",
    "act",
    "actor_id",
    "signed_name",
    "signed_username",
    "signed_role",
    "origin",
    "about_type",
    "about_id",
    "about",
    "code",
    "content_sha256",
    "facts",
)
"""The columns that an entry's fingerprint covers, in its order."""
START = "0" * 64
"""What stands before the first link."""


def entry_fingerprint(values: Iterable[Any]) -> str:
    """Return the fingerprint of an entry's values in the order of ENTRY.

    `facts` are data or the JSON text of the database, `at` is an aware datetime.
    """
    cells = list(values)
    cells[1] = _moment(cells[1])
    facts = cells[-1]
    cells[-1] = facts if isinstance(facts, str) else json_text(facts)
    return _sha256(cells)


def link_fingerprint(
    seq: int, entry_id: int, entry_sha256: str, previous: str, chained_at: datetime
) -> str:
    """Return the fingerprint of a link, which binds the one before it."""
    return _sha256([seq, entry_id, entry_sha256, previous, _moment(chained_at)])


def _moment(moment):
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _sha256(cells):
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
