"""The admin speaks each person's own language, also where Wagtail's views have not begun or ended.

Wagtail chooses it around each of its views; refusals are written outside: “you do not have
permission” after a view has raised, the page of 403 before one begins.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

HOME = SimpleLazyObject(lambda: reverse("wagtailadmin_home"))


class OwnLanguageMiddleware:
    """Answers requests of the admin in the person's language; stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(str(HOME)) or not request.user.is_authenticated:
            return self.get_response(request)
        with translation.override(language_of(request.user)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


def language_of(person: Any) -> str:
    """Return the language in which a person reads the admin."""
    profile = getattr(person, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
