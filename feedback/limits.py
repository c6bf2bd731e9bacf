"""How much one reader may say in a time, without anything being kept of him.

Counted by a hash of the network's address that ends by itself (see `core.access.attempt_counts`).
"""

from django.http import HttpRequest

from core.access.throttle import is_below, key_of, network_of

HOUR, DAY = 3_600, 86_400
RATINGS_A_GUIDE, RATINGS, CORRECTIONS = 5, 60, 20


def may_rate(request: HttpRequest, code: str) -> bool:
    """Return whether this reader may rate: few times a guide a day, more over all guides."""
    network = network_of(request)
    return is_below(key_of("rating", network, code), RATINGS_A_GUIDE, DAY) and is_below(
        key_of("ratings", network), RATINGS, HOUR
    )


def may_correct(request: HttpRequest) -> bool:
    """Return whether this reader may point out one more mistake."""
    return is_below(key_of("corrections", network_of(request)), CORRECTIONS, HOUR)


def press_of(request: HttpRequest, code: str, level: int) -> str:
    """Return the key of a reader's press on a level of a guide, by which two presses are one."""
    browser = request.headers.get("User-Agent", "")
    return key_of("press", network_of(request), browser, code, level)
