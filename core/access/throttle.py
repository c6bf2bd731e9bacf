"""Limits on guessing passwords, held before a password is looked at.

An attempt is counted first and taken back when it succeeds, so that attempts at the same moment
count as well, and people who sign in are never in each other's way. Looking at a password is what
costs: one at a time in each process, while a few others wait and leave threads to readers.
"""

import ipaddress
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from core.access import attempt_counts
from core.access.client_address import client_address

KNOWN_SECONDS = 30 * 24 * 60 * 60
WAIT_SECONDS = 20
_turn = BoundedSemaphore(1)
_places = BoundedSemaphore(settings.LOGIN_QUEUE)


class TooManyAttemptsError(PermissionDenied):
    """The limit is reached; nothing was looked at. Ends Django's `authenticate`."""


@contextmanager
def attempt(request: Any, username: str) -> Iterator[Callable[[], None]]:
    """Hold one sign-in against the limits; yields a function to call when it succeeded.

    Raises TooManyAttemptsError, and marks the request with `has_too_many_attempts`.
    """
    request.has_too_many_attempts = True  # until it is known that there are not
    limits = _limits(request, username)
    if any(attempt_counts.count(key) >= most for key, most in limits.items()):
        raise TooManyAttemptsError
    with _held(_places, 0), _held(_turn, WAIT_SECONDS), guess(limits) as take_back:
        request.has_too_many_attempts = False
        yield lambda: _succeed(request, username, take_back)


@contextmanager
def _held(semaphore, wait):
    """Hold one place of a semaphore; TooManyAttemptsError when none becomes free in time."""
    if not semaphore.acquire(timeout=wait):
        raise TooManyAttemptsError
    try:
        yield
    finally:
        semaphore.release()


@contextmanager
def guess(limits: Mapping[str, int]) -> Iterator[Callable[[], None]]:
    """Count one guess against {key: most}; yields a function that takes it back.

    Raises TooManyAttemptsError when one of them is passed.
    """
    counted = []

    def take_back():
        while counted:
            attempt_counts.take_back(counted.pop())

    for key, most in limits.items():
        counted.append(key)
        if attempt_counts.add(key, seconds()) > most:
            take_back()
            raise TooManyAttemptsError
    yield take_back


def is_below(key: str, most: int, within: int) -> bool:
    """Count one more and return whether there are no more than `most` within so many seconds."""
    return attempt_counts.add(key, within) <= most


def seconds() -> int:
    """Return how long a count lasts."""
    return settings.LOGIN_COOLOFF_MINUTES * 60


def network_of(request: HttpRequest) -> str:
    """Return who asks, as far as limits go: the address, of IPv6 the network of one line."""
    text = client_address(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text  # a socket without an address
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def key_of(*parts: Any) -> str:
    """Return the key of a count; what people typed is hashed."""
    text = "\0".join(unicodedata.normalize("NFKC", str(part)).casefold() for part in parts)
    return f"attempts:{sha256(text.encode(errors='replace')).hexdigest()[:32]}"


def _limits(request, username):
    """Return {key: most} of a sign-in, the address first: a flood makes no more keys than one.

    Where somebody has signed in with this name before, only the failures of both together count:
    strangers, or a flood from the same office, cannot lock a colleague out.
    """
    network = network_of(request)
    pair = {key_of("pair", network, username): settings.LOGIN_FAILURE_LIMIT}
    if attempt_counts.count(_known(network, username)):
        return pair
    address = {key_of("address", network): settings.LOGIN_ADDRESS_LIMIT} if network else {}
    return address | pair | {key_of("name", username): settings.LOGIN_NAME_LIMIT}


def _known(network, username):
    return key_of("known", network, username)


def _succeed(request, username, take_back):
    network = network_of(request)
    take_back()
    attempt_counts.clear(key_of("pair", network, username))
    attempt_counts.remember(_known(network, username), KNOWN_SECONDS)
