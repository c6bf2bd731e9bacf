"""Canonical JSON (RFC 8785) and its SHA-256: what a hash in this system always covers."""

import hashlib

import rfc8785
from pydantic import BaseModel


def canonical_json(document: BaseModel) -> str:
    """Give the RFC 8785 text of a Document; equal Documents give equal text."""
    return rfc8785.dumps(document.model_dump(mode="json")).decode()


def sha256_hex(text: str) -> str:
    """Give the SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_data(data: dict) -> str:
    """Give the RFC 8785 text of JSON data, such as a public cut."""
    return rfc8785.dumps(data).decode()
