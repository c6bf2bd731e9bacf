"""Counting what a reader has been given: pages, searches, downloads; nothing of the reader."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from core.running import use_counts

GIVEN = frozenset({200, 304})
"""Plain numbers: looking up a member of an enum takes longer than all the rest."""


def count_use(
    kind: str,
    request: HttpRequest,
    response: HttpResponseBase,
    code: str = "",
    channel: str | None = None,
) -> None:
    """Count one use when a GET was answered with what it asked for, new or known already."""
    if request.META["REQUEST_METHOD"] != "GET" or response.status_code not in GIVEN:
        return
    if channel is None:
        is_english = (get_language() or "").startswith("en")
        channel = use_counts.ENGLISH if is_english else use_counts.CHINESE
    use_counts.count(kind, channel, code, request.META.get("HTTP_USER_AGENT", ""))
