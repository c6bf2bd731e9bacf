"""No address answers 500, whatever stands in its path and its query.

Every URL pattern is asked, so a new address is tried as soon as it exists: each part of its path is
replaced, and every parameter that its view looks for is sent, with what databases, calendars and
decoders refuse. On the real services once more, as each database refuses something else.
"""

import re
from itertools import cycle
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.db import transaction

from tests.security.answers import parts_of, row_of, url_of
from tests.security.asked_names import asked_names
from tests.security.resolver import every_address
from tests.security.world import browser, value_of

pytestmark = [pytest.mark.django_db, pytest.mark.city]

IN_PATHS = [
    "a\0b", 2**31, 2**63, -(2**63) - 1, "7" * 5000, "²", "1_2", "", "0001-01-01T00:00:00+14:00",
    "长" * 700, b"\xff\xfe", "%00", "none",
]  # fmt: skip
IN_QUERIES = [
    *IN_PATHS, 2**63 - 1, "-1", "１２", "9999-12-31T23:59:59-14:00", "0001-01-01", "9999-12-31",
    "01/01/0001", "NaN", "1e309", "0.5", "a\r\nb", "'\"\\[]", "1,2", "-id",
]  # fmt: skip
ADDRESSES = every_address()
LOGGED_OUT = {"wagtailadmin_login"}


@pytest.fixture
def ask(world):
    """Return a function that gives the status of an answer, and takes back what it changed."""

    def status_of(url, role="superuser"):
        client = browser(world, role)
        client.raise_request_exception = False
        before = transaction.savepoint()
        try:
            response = client.get(url)
            if response.streaming:
                list(response.streaming_content)
            return response.status_code
        finally:
            transaction.savepoint_rollback(before)

    return status_of


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_no_path_of_an_address_fails(world, ask, address):
    failed = [path for path in paths_of(world, address) if ask(path) >= 500]

    assert failed == []


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_no_parameter_that_a_view_looks_for_makes_it_fail(world, ask, address, monkeypatch):
    path = urlsplit(url := url_of(world, address, row_of(address))).path
    role = "anonymous" if address.name in LOGGED_OUT else "superuser"
    with asked_names(monkeypatch) as names:
        ask(url, role)
    if address.name.startswith("api:"):
        names |= described_names(world)

    failed = [query for query in queries_of(sorted(names)) if ask(f"{path}?{query}", role) >= 500]

    assert failed == []


def paths_of(world, address):
    """Yield the paths of an address with each part, one after the other, replaced."""
    row = row_of(address)
    path = urlsplit(url_of(world, address, row)).path
    parts = parts_of(world, address, row) or {
        name: value_of(world, value) for name, value in row.given.items()
    }
    for part in parts.values():
        found = re.search(rf"(?<![0-9A-Za-z]){re.escape(quote(str(part)))}(?![0-9A-Za-z])", path)
        for value in IN_PATHS:
            yield path[: found.start()] + quote(_raw(value), safe="") + path[found.end() :]


def queries_of(names):
    """Yield queries: all names with each value at once, and each name alone with two of them."""
    if not names:
        return
    for value in IN_QUERIES:
        yield urlencode({name: _raw(value) for name in names})
    values = cycle(IN_QUERIES)
    for name in names:
        yield from (urlencode({name: _raw(next(values))}) for _turn in range(2))


def described_names(world):
    """Return the parameters of the API: its views take them up as they come, unasked."""
    paths = browser(world, "anonymous").get("/api/v1/openapi.json").json()["paths"]
    return {one["name"] for path in paths.values() for one in path["get"]["parameters"]}


def _raw(value):
    return value if isinstance(value, bytes) else str(value)
