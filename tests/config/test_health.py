"""What a load balancer is told when a part of the site fails."""

import pytest
from django.db import OperationalError

from config import health

KEYS = {"status", "database", "search", "cache", "relay_lag_s", "version"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_sound_site_answers_200_with_every_part(client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert set(answer.json()) == KEYS
    assert answer.json()["database"] == "ok"


def test_a_cache_that_does_not_answer_makes_the_site_not_ready(client, monkeypatch):
    def refuse(*args):
        raise ConnectionError

    monkeypatch.setattr(health.cache, "set", refuse)

    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json()["cache"] == "down"


def test_a_search_engine_that_is_down_leaves_the_site_ready(client, monkeypatch):
    monkeypatch.setattr(health, "_search", lambda: health.DOWN)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"


def test_a_database_that_is_down_is_503(client, monkeypatch):
    def refuse():
        raise OperationalError

    monkeypatch.setattr(health.connection, "cursor", refuse)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["relay_lag_s"] is None
