"""Addresses that lead elsewhere for good."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from home.http_cache import public


def moved_for_good(name: str, *args: str) -> HttpResponse:
    """Return the answer that leads to the address of this name, in the language that is spoken."""
    return public(HttpResponsePermanentRedirect(reverse(name, args=args)))
