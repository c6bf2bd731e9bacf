"""Addresses of services as they may be shown: without the passwords that stand in them."""

import re

PASSWORD = re.compile(r"(//[^/:@\s]*):[^/\s]*@")


def without_passwords(addresses: str) -> str:
    """Return one address or several (`https://name:password@host:9200, …`) without passwords."""
    return PASSWORD.sub(r"\1:@", addresses)
