"""Addresses on public pages are built from views, never pasted from what somebody asked for."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.home.samples import CODE, file, soup

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
STRANGE = [
    "/en//evil.example/",
    "/en//evil.example/%2e%2e/",
    "/en/%2Fevil.example/",
    "/en/\\evil.example/",
    "/en/\\\\evil.example",
    "//evil.example/",
    "///evil.example/en/",
    "/en/%09/evil.example/",
    "/en/https://evil.example/",
    "/https://evil.example/",
    "/en?next=//evil.example/",
    "/search/?q=//evil.example/&page=//evil.example/",
    "/en/search/?q=x&//evil.example/",
    "/en/search/?javascript:alert(1)",
    "/departments/scjg/?after=//evil.example/",
    "/guides/javascript:alert(1)/",
]


@pytest.fixture(autouse=True)
def _base(settings):
    settings.PUBLIC_BASE_URL = SITE


@pytest.mark.parametrize("path", STRANGE)
def test_no_link_leads_to_a_host_that_the_address_names(client, path):
    file()

    tree = soup(client.get(path))

    addresses = [
        tag[name] for name in ("href", "src", "action") for tag in tree.select(f"[{name}]")
    ]
    elsewhere = [one for one in addresses if _leaves(urljoin(SITE + path, one))]
    assert addresses
    assert elsewhere == []


def _leaves(address):
    scheme, host, *_rest = urlsplit(address.replace("\\", "/"))
    return scheme not in ("http", "https", "tel") or (host and host != "testserver")


def other_language(response):
    return soup(response).select_one(".top a[hreflang]")["href"]


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/", "/en/"),
        ("/en/", "/"),
        (f"/guides/{CODE}/", f"/en/guides/{CODE}/"),
        (f"/en/guides/{CODE}/v/1/", f"/guides/{CODE}/v/1/"),
        ("/departments/scjg/?after=9", "/en/departments/scjg/?after=9"),
        ("/en/search/?q=a%26b&page=2", "/search/?q=a%26b&page=2"),
        ("/nothing/", "/en/"),
        ("/en/nothing/", "/"),
        ("/en//evil.example/", "/"),
    ],
)
def test_the_other_language_is_the_same_page_or_the_front_page(client, path, other):
    file()

    assert other_language(client.get(path)) == other
