"""Every address of the project answers every role as the table in `url_roles` says."""

import pytest

from tests.security.answers import ELSEWHERE, FINE, fits, letters, row_of, url_of
from tests.security.resolver import every_address
from tests.security.role_rows import UNSET
from tests.security.url_roles import ROWS

ADDRESSES = every_address()


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_address_answers_each_role_as_the_table_says(db, world, address):
    row = row_of(address)
    assert row, f"no row in tests/security/url_roles.py for {address}"
    url = url_of(world, address, row)

    answers = letters(world, url)

    assert answers == row.get, url
    if row.post is not None:
        posted = letters(world, url, "post")
        if row.post is UNSET:
            assert not {FINE, ELSEWHERE} & set(posted), f"POST {url}: {posted}"
        else:
            assert posted == row.post, f"POST {url}"


def test_every_row_has_an_address():
    stale = [row.names for row in ROWS if not any(fits(row, address) for address in ADDRESSES)]

    assert stale == []


def test_every_name_of_a_row_has_an_address():
    names = [name for row in ROWS for name in row.names]
    stale = [
        name
        for name in names
        if not any(row_of(address) and fits_name(name, address) for address in ADDRESSES)
    ]

    assert stale == []


def fits_name(name, address):
    """Return whether one name of a row fits an address."""
    return fits(type(ROWS[0])((name,), ""), address)
