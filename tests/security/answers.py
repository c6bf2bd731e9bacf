"""Asks an address as each role, and gives each answer one letter."""

import re
from fnmatch import fnmatchcase
from urllib.parse import quote, urlsplit

from django.db import transaction
from django.urls import reverse

from tests.security.url_roles import OBJECTS, ROWS
from tests.security.world import ROLES, admin_home, browser, value_of

FINE = "o"
ELSEWHERE = "r"
LETTERS = {400: "b", 403: "x", 404: "n", 405: "m", 409: "c", 422: "u"}


def row_of(address):
    """Return the first row of the table that fits an address, or None."""
    return next((row for row in ROWS if fits(row, address)), None)


def fits(row, address):
    """Return whether a row names an address; routes are compared as they stand."""
    return any(name == address.name or fnmatchcase(address.name, name) for name in row.names)


def url_of(world, address, row, department="a"):
    """Return the URL of an address, naming the world's objects, those of one department."""
    parts = parts_of(world, address, row, department)
    query = re.sub(r"\{(.+?)\}", lambda found: str(value_of(world, found[1])), row.query)
    if address.name == "wagtaildocs_serve":
        args = [value_of(world, path) for path in row.given.values()]
        return reverse(address.name, args=args)
    if address.named:
        return reverse(address.name, kwargs=parts) + query
    if "^.*" in address.name:
        return admin_home() + "no-such-address/"
    filled = re.sub(r"<\w+:(\w+)>", lambda found: quote(str(parts[found[1]])), address.name)
    return f"/{filled}"


def parts_of(world, address, row, department="a"):
    """Return what the parts of an address name: {part: value}."""
    paths = {part: _path(address, row, part) for part in address.parts}
    if department != "a":
        paths = {part: re.sub(r"^a\.", f"{department}.", path) for part, path in paths.items()}
    return {part: value_of(world, path) for part, path in paths.items()}


def _path(address, row, part):
    if part in row.given:
        return row.given[part]
    for pattern, path in OBJECTS.items():
        name, _, of = pattern.rpartition(":")
        if of == part and name and fnmatchcase(address.name, name):
            return path
    return OBJECTS[part]


def letters(world, url, method="get"):
    """Return ten letters: the answers that the ROLES get from a URL, in their order."""
    return "".join(_letter_of_role(world, role, url, method) for role in ROLES)


def _letter_of_role(world, role, url, method):
    """Ask, and take back what the answer changed."""
    before = transaction.savepoint()
    try:
        return letter(browser(world, role), url, method)
    finally:
        transaction.savepoint_rollback(before)


def letter(client, url, method="get"):
    """Return the letter of one answer; an unexpected status gives itself."""
    response = getattr(client, method)(url, {"title": "x"} if method == "post" else None)
    if response.status_code in (301, 302):
        return _letter_of_redirect(response)
    if 200 <= response.status_code < 300 or response.status_code == 304:
        return FINE
    return LETTERS.get(response.status_code, f"({response.status_code})")


def _letter_of_redirect(response):
    target = urlsplit(response.url).path
    if target == reverse("wagtailadmin_login"):
        return "l"
    # The stock admin refuses by sending people home with a message.
    return "x" if target == admin_home() else ELSEWHERE
