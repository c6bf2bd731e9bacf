"""Addresses of services are shown without passwords."""

import pytest

from core.texts.addresses import without_passwords


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:hidden@db:5432/guides", "postgresql://me:@db:5432/guides"),
        ("redis://:hid@den@cache:6379/0", "redis://:@cache:6379/0"),
        (
            "https://a:hid,den@one:9200,https://a:hidden@two:9200, http://three:9200",
            "https://a:@one:9200,https://a:@two:9200, http://three:9200",
        ),
        ("http://search:9200", "http://search:9200"),
        ("unix:///run/clamav/clamd.ctl", "unix:///run/clamav/clamd.ctl"),
        ("某办@云溪市:一号", "某办@云溪市:一号"),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    assert without_passwords(address) == shown
