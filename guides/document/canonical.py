"""Canonical JSON (RFC 8785) and its SHA-256: what a hash in this system always covers.

Documents hold no floating-point numbers and only ASCII keys. For such data the standard library's
sorted, compact form is the canonical one, a hundred times as fast as a general implementation;
`tests/guides/test_canonical.py` holds it against one.
"""

import hashlib
import json

from pydantic import BaseModel


def canonical_json(document: BaseModel) -> str:
    """Return the RFC 8785 text of a Document; equal Documents give equal text."""
    return canonical_data(document.model_dump(mode="json"))


def canonical_data(data: dict) -> str:
    """Return the RFC 8785 text of JSON data without floats, such as a public cut."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
