"""What the frame of every public page shows: its language, and its address in each language."""

from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from core.requests.values import whole_number

CHINESE, ENGLISH = "zh-hans", "en"
AFTER = "after"
"""The parameter by which lists page; any other one leads to the same page."""

NOWHERE = {"canonical": "", "alternates": ()}
"""Of a page that search engines shall not keep: it has no address of its own."""


def frame(path: str) -> dict[str, Any]:
    """Return what the frame of a page shows: its language, and its addresses in all languages.

    What is no page of ours leads to the front page: a path that somebody made up is not repeated,
    as `//host/` would be another site.
    """
    path, _mark, query = path.partition("?")
    is_english = path == "/en" or path.startswith("/en/")
    language, other = (ENGLISH, CHINESE) if is_english else (CHINESE, ENGLISH)
    found = {"language": language, "base_url": settings.PUBLIC_BASE_URL}
    match = _match(unquote(path), language)
    if match is None:
        return found | NOWHERE | {"other_language": _address(other, "home:front", (), {})}
    addresses = {
        language: _address(language, match.view_name, match.args, match.kwargs)
        for language in (CHINESE, ENGLISH)
    }
    parameters = QueryDict(query)
    kept = f"?{parameters.urlencode()}" if parameters else ""
    return (
        found
        | {"other_language": addresses[other] + kept}
        | _places(language, addresses, whole_number(parameters.get(AFTER, "")))
    )


def _match(path, language):
    """Return the match of a public page's path, or None."""
    with translation.override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    return match if "home" in match.namespaces else None


def _address(language, name, args, kwargs):
    with translation.override(language):
        return reverse(name, args=args, kwargs=kwargs)


def _places(language, addresses, after):
    """Return the absolute addresses of a page: the one that search engines keep, and of each
    language; the Chinese one stands for any other.
    """
    part = f"?{AFTER}={after}" if after is not None else ""
    absolute = {
        language: f"{settings.PUBLIC_BASE_URL}{address}{part}"
        for language, address in addresses.items()
    }
    alternates = (("zh-Hans", CHINESE), ("en", ENGLISH), ("x-default", CHINESE))
    return {
        "canonical": absolute[language],
        "alternates": tuple((name, absolute[language]) for name, language in alternates),
    }
