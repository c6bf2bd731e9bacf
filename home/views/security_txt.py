"""Whom to tell of a weakness: `/.well-known/security.txt` (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from home.http_cache import public
from home.reading_only import reading_only

VALID = timedelta(days=180)
"""The standard recommends less than a year."""


@reading_only
def security_txt(request: HttpRequest) -> HttpResponse:
    """Return the contact for reports of weaknesses, valid for half a year from this month."""
    month = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = (
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS),
        f"Expires: {month + VALID:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {settings.PUBLIC_BASE_URL}{reverse('security_txt')}",
    )
    text = "".join(f"{row}\n" for row in rows)
    return public(HttpResponse(text, content_type="text/plain; charset=utf-8"))
