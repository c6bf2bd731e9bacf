"""Guessing passwords is stopped before anything is hashed, and nobody else is stopped with it."""

import socket
import threading
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache.backends.redis import RedisCache
from django.test import Client, RequestFactory
from django.urls import reverse

from core.access import attempt_counts, throttle
from core.access.authentication import RoleBackend
from core.choices import Role
from core.wagtail_changes.forgiving_cache import ForgivingRedisCache
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]
HASHING = "django.contrib.auth.backends.ModelBackend.authenticate"


@pytest.fixture
def people():
    return [factories.person(Role.COMPILER, username=f"p{number}") for number in range(30)]


def sign_in(username, password=factories.PASSWORD, address="203.0.113.7"):
    client = Client(REMOTE_ADDR=address)
    given = {"username": username, "password": password}
    return client.post(reverse("wagtailadmin_login"), given).status_code


def statuses(names, password="wrong", address="203.0.113.7"):
    return [sign_in(name, password, address) for name in names]


def test_sixty_names_from_one_address_are_stopped():
    answers = statuses([f"nobody{number}" for number in range(60)])

    assert answers == [200] * 50 + [429] * 10


def test_one_name_from_one_address_is_stopped_after_ten(people):
    answers = statuses(["p0"] * 12)

    assert answers == [200] * 10 + [429] * 2
    assert sign_in("p0") == 429
    assert sign_in("p1") == 302


def test_one_name_from_everywhere_is_stopped_after_thirty(people):
    answers = [sign_in("p0", "wrong", f"198.51.100.{number}") for number in range(40)]

    assert answers == [200] * 30 + [429] * 10


def test_strangers_cannot_lock_out_whoever_has_signed_in_from_here_before(people):
    assert sign_in("p0") == 302
    statuses([f"nobody{number}" for number in range(60)])
    for number in range(40):
        sign_in("p0", "wrong", f"198.51.100.{number}")

    assert sign_in("p0") == 302
    assert sign_in("p0", address="192.0.2.1") == 429


def test_thirty_successful_sign_ins_a_minute_are_never_stopped(people):
    assert statuses([person.username for person in people], factories.PASSWORD) == [302] * 30
    assert statuses(["p0"] * 30, factories.PASSWORD) == [302] * 30


def test_nothing_is_hashed_once_the_limit_is_reached():
    statuses([f"nobody{number}" for number in range(50)])

    with patch(HASHING) as hashed:
        answers = statuses(["another"] * 5)

    assert answers == [429] * 5
    hashed.assert_not_called()


def test_attempts_at_the_same_moment_count_before_they_are_looked_at():
    """Each waits in its own process for the others: the counts must be there already."""
    looked_at, together = [], threading.Barrier(12)
    request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7")
    limits = throttle._limits(request, "filing")

    def attempt():
        together.wait()
        try:
            with throttle.guess(limits):
                looked_at.append(1)
                together.wait(0.2)
        except (throttle.TooManyAttemptsError, threading.BrokenBarrierError):
            return

    threads = [threading.Thread(target=attempt) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(looked_at) == 10


def test_one_process_looks_at_one_password_at_a_time(people):
    busy, most = [], []

    def slowly(self, request, username=None, password=None, **kwargs):
        busy.append(1)
        most.append(len(busy))
        threading.Event().wait(0.02)
        busy.pop()

    def attempt(number):
        request = RequestFactory().post("/", REMOTE_ADDR=f"198.51.100.{number}")
        RoleBackend().authenticate(request, username=f"p{number}", password="wrong")

    with patch(HASHING, slowly):
        threads = [threading.Thread(target=attempt, args=[number]) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert (len(most), max(most)) == (12, 1)


@pytest.mark.parametrize("client", [RedisCache, ForgivingRedisCache])
def test_with_redis_gone_each_process_counts_for_itself(people, settings, monkeypatch, client):
    """Nobody is locked out by a cache that is gone, and no door stands open."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    settings.CACHE_URL = f"redis://127.0.0.1:{closed}/0"
    monkeypatch.setattr(attempt_counts, "cache", client(settings.CACHE_URL, {}))

    good = [sign_in(person.username) for person in people]
    bad = statuses([f"nobody{number}" for number in range(60)])
    same = statuses(["p0"] * 12)

    assert good == [302] * 30
    assert bad == [200] * 50 + [429] * 10
    assert same == [200] * 10 + [429] * 2


def test_the_answer_says_what_happened_and_when_to_come_again():
    client = Client(REMOTE_ADDR="203.0.113.7", headers={"accept-language": "zh-hans"})
    given = {"username": "filing", "password": "wrong"}
    address = reverse("wagtailadmin_login")
    for _number in range(10):
        client.post(address, given)

    answer = client.post(address, given)

    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "登录失败次数过多" in answer.content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_one_line_of_ipv6_counts_as_one_address(address, network):
    request = RequestFactory().get("/", REMOTE_ADDR=address)

    assert throttle.network_of(request) == network


def test_names_that_look_alike_are_one_name():
    assert throttle.key_of("name", "Ｆiling") == throttle.key_of("name", "filing")


def test_a_command_without_a_request_is_not_limited(people):
    found = [RoleBackend().authenticate(None, "p0", factories.PASSWORD) for _number in range(60)]

    assert all(found)


def ask_for_link(email, address="203.0.113.7"):
    client = Client(REMOTE_ADDR=address)
    return client.post(reverse("wagtailadmin_password_reset"), {"email": email}).status_code


def test_one_person_gets_three_mails_an_hour_and_nobody_is_told():
    factories.person(Role.COMPILER, email="li@example.cn")

    answers = [ask_for_link("li@example.cn", f"198.51.100.{number}") for number in range(6)]

    assert answers == [302] * 6
    assert len(mail.outbox) == 3


def test_one_network_asks_for_twenty_mails_an_hour():
    answers = [ask_for_link(f"p{number}@example.cn") for number in range(25)]

    assert answers == [302] * 20 + [429] * 5


def test_the_password_of_an_open_screen_is_not_guessed(client):
    person = factories.person(Role.COMPILER, first_name="李")
    client.force_login(person, backend="core.access.authentication.RoleBackend")
    address = reverse("wagtailadmin_account")
    names = {"name_email-first_name": "王", "name_email-last_name": "", "name_email-email": ""}

    def rename(password):
        return client.post(address, names | {"name_email-current_password": password})

    for _number in range(10):
        rename("wrong")
    rename(factories.PASSWORD)

    person.refresh_from_db()
    assert person.first_name == "李"
