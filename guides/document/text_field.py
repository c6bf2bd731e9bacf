"""How a Document's canonical text lies in the database: compressed against a fixed dictionary.

Frozen outlines, keys and codes are the same in a million texts, so a dictionary that holds them
leaves a sixth of a text to store (ADR 0011). The text that comes back is the one that went in,
byte for byte, and hashes cover the text, never what is stored.
"""

import threading
from functools import cache
from pathlib import Path
from typing import Any

import zstandard
from django.db import models

DICTIONARIES = Path(__file__).parent / "dictionaries"
"""`<number>.txt`, never changed once texts are stored: a better one gets the next number."""
NEWEST = 1
LEVEL = 3
LONGEST = 64 * 1024 * 1024
"""No Document is longer (bytes); a row that says so is damaged."""

_of_thread = threading.local()  # zstandard's objects may serve one thread at a time


def pack(text: str) -> bytes:
    """Return the stored bytes of a text: the dictionary's number, then a Zstandard frame."""
    if not text:
        return b""
    return bytes([NEWEST]) + _compressor().compress(text.encode())


def unpack(stored: Any) -> str:
    """Return the text of stored bytes; zstandard.ZstdError when they are damaged."""
    stored = bytes(stored)
    if not stored:
        return ""
    return _decompressor(stored[0]).decompress(stored[1:], max_output_size=LONGEST).decode()


class DocumentTextField(models.Field):
    """A text in Python, its packed bytes in the database; nothing is searched in it by SQL."""

    description = "Canonical text of a Document, stored compressed"
    empty_strings_allowed = True

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else unpack(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        if value is None:
            return None
        packed = value if isinstance(value, bytes) else pack(value)
        return connection.Database.Binary(packed)


@cache
def _dictionary(number):
    raw = (DICTIONARIES / f"{number}.txt").read_bytes()
    dictionary = zstandard.ZstdCompressionDict(raw, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    dictionary.precompute_compress(level=LEVEL)
    return dictionary


def _compressor():
    if not hasattr(_of_thread, "compressor"):
        _of_thread.compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(NEWEST))
    return _of_thread.compressor


def _decompressor(number):
    known = _of_thread.__dict__.setdefault("decompressors", {})
    if number not in known:
        known[number] = zstandard.ZstdDecompressor(dict_data=_dictionary(number))
    return known[number]
