"""A flood of wrong passwords against the real server: readers do not wait for it."""

import re
import statistics
import threading
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from tests.config.test_serve import read_until_ready, served  # noqa: F401  a fixture

ATTACKERS, SECONDS = 12, 4
UNNOTICED_SECONDS = 0.1
"""On a busy machine a page of two milliseconds may take this long by itself."""


def seconds_of_a_page(address):
    began = time.perf_counter()
    build_opener(ProxyHandler({})).open(f"{address}departments/", timeout=60).read()
    return time.perf_counter() - began


def attack(address, number, until, statuses):
    """Try one wrong password after another, each under another name."""
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}admin/login/").read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    attempt = 0
    while time.monotonic() < until:
        attempt += 1
        form = {"username": f"{number}-{attempt}", "password": "x", "csrfmiddlewaretoken": token}
        try:
            with browser.open(f"{address}admin/login/", urlencode(form).encode()) as answer:
                statuses.append(answer.status)
        except HTTPError as error:
            statuses.append(error.code)


def test_readers_do_not_wait_for_twelve_attackers(served):  # noqa: F811
    address = re.search(r"^READY (\S+)$", read_until_ready(served), re.MULTILINE)[1]
    calm = [seconds_of_a_page(address) for _time in range(30)]
    statuses, until = [], time.monotonic() + SECONDS
    attackers = [
        threading.Thread(target=attack, args=[address, number, until, statuses])
        for number in range(ATTACKERS)
    ]
    for attacker in attackers:
        attacker.start()

    attacked = []
    while any(attacker.is_alive() for attacker in attackers):
        attacked.append(seconds_of_a_page(address))

    allowed = max(2 * statistics.median(calm), UNNOTICED_SECONDS)
    assert statistics.median(attacked) < allowed
    assert 0 < statuses.count(200) <= 50
