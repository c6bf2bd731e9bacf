"""The worker of part changes: when it begins, and what becomes of one that it fails at."""

import pytest
from django.urls import reverse

from publication.shared_parts.drafting import write
from publication.shared_parts.preparing import send
from publication.shared_parts.working import carry_out, waiting
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.publication.part_samples import (
    HOURS,
    another_compiler,
    filed_with,
    window,
    window_data,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]
LATER = {"hours": [HOURS | {"opens": "08:30"}]}


def test_what_is_left_to_the_worker_waits_for_no_silence(city, client, monkeypatch):  # noqa: F811
    part = window(city.department)
    filed_with(city, part, 2)
    keeper = another_compiler(city.department)
    draft = write(part, keeper, window_data(**LATER), None, "延时")
    monkeypatch.setattr("publication.shared_parts.preparing.A_STEP", 1)
    clock = iter([0.0])  # time for one step
    monkeypatch.setattr(
        "publication.shared_parts.preparing.monotonic", lambda: next(clock, float("inf"))
    )
    client.force_login(keeper, backend="core.access.authentication.RoleBackend")

    client.post(reverse("shared_parts_send", args=[draft.pk]))

    assert list(waiting()) == [draft]


def test_a_change_that_its_worker_fails_at_lets_others_go_first(city, monkeypatch):  # noqa: F811
    keeper = another_compiler(city.department)
    parts = [window(city.department, phone=f"0599-{number}") for number in range(2)]
    broken, other = (
        send(write(part, keeper, window_data(**LATER), None, "延时"), keeper) for part in parts
    )

    def fail(*_given):
        raise RuntimeError("unreadable")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("publication.shared_parts.working.prepare", fail)
        carry_out(broken.pk)

    assert list(waiting()) == [other]
