"""Fixtures of this room: the identity provider of a city."""

import pytest

from tests.core import identity_provider as city


@pytest.fixture(scope="session")
def issuer():
    """The address of a running identity provider that knows Django's test client."""
    with city.running(f"http://testserver{city.RETURN}") as address:
        yield address


@pytest.fixture
def identity_provider(settings, issuer):
    """A city that has named its provider."""
    city.name_in(settings, issuer)
    return issuer
