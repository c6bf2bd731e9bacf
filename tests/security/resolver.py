"""Every address that the project answers, read from the URL patterns."""

from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLResolver


@dataclass(frozen=True)
class Address:
    """One URL pattern: its view name (or, without one, its route), and the parts it takes."""

    name: str
    parts: tuple[str, ...]
    named: bool

    def __str__(self):
        return f"{self.name}({','.join(self.parts)})"


def every_address():
    """Return each URL pattern of the project once."""
    return sorted(set(_walk(get_resolver())), key=str)


def _walk(resolver, route="", namespaces=(), parts=()):
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        taken = parts + tuple(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = namespaces + ((entry.namespace,) if entry.namespace else ())
            yield from _walk(entry, here, inner, taken)
        elif entry.name:
            yield Address(":".join((*namespaces, entry.name)), taken, named=True)
        else:
            yield Address(here, taken, named=False)
