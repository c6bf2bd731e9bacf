"""Which addresses search engines should know: parts by key, so that a million guides stay quick.

A part covers a span of keys of public states and is read by one range of the primary key. A span
without open guides is an empty part, and the number of a guide's part never changes.
"""

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from guides.choices import DocumentKind
from home.frame import CHINESE, ENGLISH
from home.listing import department_counts, theme_counts
from publication.choices import OPEN_STATES
from publication.models import PublicState

SPAN = 5_000
"""So many keys a part: twice as many addresses, a fifth of what sitemaps.org allows."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
LISTS = ("home:front", "home:departments", "home:accessibility", "home:privacy")


def index() -> str:
    """Return the index: the part of lists, and as many parts of guides as there are spans."""
    names = [reverse("sitemap_lists")]
    names += [reverse("sitemap_guides", args=[number]) for number in range(1, last_part() + 1)]
    rows = "".join(f"<sitemap><loc>{_absolute(name)}</loc></sitemap>\n" for name in names)
    return f"{HEAD}<sitemapindex {NAMESPACE}>\n{rows}</sitemapindex>\n"


def last_part() -> int:
    """Return the number of parts that hold guides."""
    newest = PublicState.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return -(-newest // SPAN)


def lists() -> str:
    """Return the part of the front page, and of the lists by department and theme."""
    places: list[tuple[str, tuple]] = [(name, ()) for name in LISTS]
    places += [("home:department", (one["slug"],)) for one in department_counts()]
    places += [("home:theme", (code,)) for code in sorted(theme_counts())]
    return _part(_rows(_both(name, args)) for name, args in places)


def guides(number: int) -> str:
    """Return the part of one span of guides, in the order of their keys; one query."""
    last = number * SPAN
    found = PublicState.objects.filter(
        pk__gt=last - SPAN, pk__lte=last, kind=DocumentKind.GUIDE, state__in=OPEN_STATES
    )
    shape = _both("home:guide", ["CODE"])
    return _part(
        _rows([address.replace("CODE", code) for address in shape], at)
        for code, at in found.order_by("pk").values_list("code", "updated_at")
    )


def _both(name, args):
    """Return the addresses of a page in Chinese and in English."""
    addresses = []
    for language in (CHINESE, ENGLISH):
        with override(language):
            addresses.append(_absolute(reverse(name, args=args)))
    return addresses


def _absolute(path):
    return escape(settings.PUBLIC_BASE_URL + path)


def _rows(addresses, at=None):
    """Return a page's rows, one a language, each naming the others."""
    chinese, english = addresses
    named = (("zh-Hans", chinese), ("en", english), ("x-default", chinese))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in named
    )
    changed = f"<lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if at else ""
    return "".join(f"<url><loc>{one}</loc>{changed}{links}</url>\n" for one in addresses)


def _part(rows):
    return f"{HEAD}<urlset {NAMESPACE} {LINKS}>\n{''.join(rows)}</urlset>\n"
