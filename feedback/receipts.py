"""Receipts (回执): a signed address by which a reader sees once more what he has just said."""

from typing import Any

from django.core import signing

from feedback.models import Correction, Rating

SALT = "feedback.receipt"
SECONDS = 3_600
KINDS: dict[str, type[Rating] | type[Correction]] = {"r": Rating, "c": Correction}


def token_of(row: Rating | Correction) -> str:
    """Return the token of a rating or correction."""
    kind = next(key for key, model in KINDS.items() if isinstance(row, model))
    return signing.dumps([kind, row.pk], salt=SALT)


def said_by(token: str, code: str) -> Any:
    """Return the rating or correction of a token, of this guide and the last hour; else None."""
    try:
        kind, key = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return KINDS[kind].objects.filter(pk=key, code=code).select_related("department").first()
