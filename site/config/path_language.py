"""Chooses a public page's language by its path alone, so that a cache in front needs no Vary."""

from django.conf import settings
from django.utils import translation

ENGLISH = "/en/"


def language_of(path: str) -> str:
    """Return the language code of a path: English under /en/, else Chinese."""
    return "en" if path.startswith(ENGLISH) else settings.LANGUAGE_CODE


class PathLanguageMiddleware:
    """Speaks the path's language; Wagtail's admin then takes each person's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = language_of(request.path_info)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response
