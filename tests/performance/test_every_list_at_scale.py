"""Every screen of the admin that names no object, at 20,000 records: no list costs what it holds.

The screens are read from the URL patterns, so that a new one is held to this before anyone thinks
of it.
"""

from contextlib import suppress

import pytest
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse

from tests.security.answers import FINE, row_of
from tests.security.resolver import every_address
from tests.security.world import ROLES

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("records"),  # made once, by one worker
]

MOST_QUERIES = 60
OPERATOR = ROLES.index("operator")


def lists():
    """Return the addresses of the admin that name no object, and that operators see."""
    for address in every_address():
        with suppress(NoReverseMatch):
            if address.named and reverse(address.name).startswith("/admin/"):
                row = row_of(address)
                if row and row.get[OPERATOR] == FINE:
                    yield address


@pytest.mark.parametrize("address", list(lists()), ids=str)
def test_a_list_of_the_admin_reads_through_no_table(ask, records, address):
    user = get_user_model().objects.get(username="operator.gen")

    answer, queries, read = ask(reverse(address.name), user)

    assert answer.status_code in (200, 302), answer.status_code
    assert len(queries) <= MOST_QUERIES
    assert read == set()
