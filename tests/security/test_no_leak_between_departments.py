"""Nothing that belongs to department B reaches a compiler of A, whatever address he asks.

Every URL pattern of the admin is asked with objects of A, and with objects of B: the answers may
hold B's sentinel nowhere, in the text, the headers or an export.
"""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.security.answers import row_of, url_of
from tests.security.resolver import every_address
from tests.security.world import SENTINEL, browser

PUBLIC_ROOMS = (
    "api:", "api_nothing", "home:", "healthz", "readyz", "sitemap", "robots", "favicon",
    "security_txt",
)  # fmt: skip
ADMIN = [address for address in every_address() if not address.name.startswith(PUBLIC_ROOMS)]
SEARCHES = [
    "wagtailadmin_pages:search",
    "wagtailadmin_choose_page_search",
    "wagtaildocs:index",
    "wagtaildocs_chooser:choose_results",
    "wagtailimages:index",
    "wagtailimages_chooser:choose_results",
]
ROLES_OF_A = ["compiler_a", "reviewer_a"]


@pytest.fixture
def people_of_a(db, world):
    """Browsers of everybody who belongs to A alone."""
    return [browser(world, role) for role in ROLES_OF_A]


def leaks(response):
    """Return whether an answer holds something of B."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return SENTINEL.encode() in body or SENTINEL in str(response.headers)


def of_department(row, letter):
    """Return a row whose address names the objects of one department."""
    given = {part: path.replace("a.", f"{letter}.", 1) for part, path in row.given.items()}
    return replace(row, given=given, query=row.query.replace("{a.", f"{{{letter}."))


@pytest.mark.parametrize("department", ["a", "b"])
@pytest.mark.parametrize("address", ADMIN, ids=str)
def test_no_address_of_the_admin_tells_about_another_department(
    address, department, world, people_of_a
):
    row = of_department(row_of(address), department)
    url = url_of(world, address, row, department)

    answers = [client.get(url) for client in people_of_a]

    assert not any(leaks(answer) for answer in answers), url


@pytest.mark.parametrize("name", SEARCHES)
def test_no_search_finds_another_department(name, world, people_of_a):
    url = reverse(name) + f"?q={SENTINEL}"

    answers = [client.get(url) for client in people_of_a]
    of_b = browser(world, "compiler_b").get(url)

    # The page repeats the question; what it found goes on after the word.
    assert [found_in(answer) for answer in answers] == [False, False]
    assert found_in(of_b)


def found_in(answer):
    """Return whether a result page names an object of B."""
    assert answer.status_code == 200
    return f"{SENTINEL} " in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?export=csv", "?export=xlsx", "?search_all=1&q=item", "?ordering=title"]
)
def test_no_listing_or_export_of_pages_tells_about_another_department(query, world, people_of_a):
    pages = [world.city.root.pk, world.b.folder.pk, world.a.folder.pk]
    urls = [reverse("wagtailadmin_explore", args=[page]) + query for page in pages]

    answers = [client.get(url, follow=True) for client in people_of_a for url in urls]

    assert not any(leaks(answer) for answer in answers)


def test_sentinel_is_where_the_crawl_looks(db, world):
    """B's own compiler sees it at the very addresses: the crawl above can fail."""
    client = browser(world, "compiler_b")
    urls = [
        reverse("wagtailadmin_pages:edit", args=[world.b.guide.pk]),
        reverse("wagtailadmin_explore", args=[world.b.folder.pk]),
        reverse("wagtailadmin_pages:history", args=[world.b.guide.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose_results"),
        reverse("wagtailadmin_api:pages:detail", args=[world.b.guide.pk]),
        reverse("wagtailadmin_home"),
    ]

    answers = [client.get(url) for url in urls]

    assert [leaks(answer) for answer in answers] == [True] * len(urls)
