"""Each address of our own is named where a person or a program is led to it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

ROOMS = (
    "core", "exchange", "guides", "moderation", "publication", "operations", "quality", "search",
    "feedback", "home",
)  # fmt: skip
ELSEWHERE = {
    "favicon", "robots",  # asked for by browsers and search engines
    "home:search_click",  # sent by the script of the results
    "moderation:done_results", "moderation:queue_results", "moderation:sent_results",
}  # fmt: skip
"""Addresses that nobody names; Wagtail's lists add `_results` to their own name."""


def our_names(resolver=None, namespaces=()):
    """Yield the name of each address whose view is ours."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from our_names(entry, inner)
        elif entry.name and entry.callback.__module__.startswith(tuple(f"{r}." for r in ROOMS)):
            yield ":".join((*namespaces, entry.name))


@pytest.fixture(scope="module")
def written():
    """Return all that our code and templates say, without the declarations of addresses."""
    base = Path(settings.BASE_DIR)
    files = [
        file
        for room in (*ROOMS, "templates", "static")
        for file in (base / room).rglob("*")
        if file.suffix in (".py", ".html", ".js", ".txt")
    ]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return re.sub(r'name="[\w-]+"', "", text)


def test_every_address_of_ours_is_led_to_from_somewhere(written):
    names = {name for name in our_names() if not name.startswith(("wagtail", "api"))}

    orphans = {name for name in names if f'"{name}"' not in written and f"'{name}'" not in written}

    assert len(names) > 100
    assert orphans == ELSEWHERE
