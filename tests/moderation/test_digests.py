"""The daily digest: once a person and working day, worst first, as text and HTML."""

import math

import pytest
from django.core import mail

from core.choices import Role
from moderation.choices import Verdict
from moderation.models import DigestSent
from moderation.reminding.contents import digest_of
from moderation.reminding.mail import in_words, send_digests
from moderation.submit import submit
from tests import factories
from tests.moderation.steps import act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.MAIL_IS_SET_UP = True


@pytest.fixture
def waiting(city, set_clock):
    """A Submission that the department's reviewer has let wait past its last day."""
    for person in (city.reviewer, city.compiler):
        person.email = f"{person.username}@example.org"
        person.save()
    set_clock("2026-11-02 09:00")
    submission = submit(city.guide, city.compiler)
    set_clock("2026-11-18 09:00")
    return submission


def test_digest_is_sent_once_a_day_to_whoever_has_something_due(city, waiting):
    send_digests(math.inf)
    send_digests(math.inf)

    [message] = mail.outbox
    html, _kind = message.alternatives[0]
    assert message.to == ["reviewer.scjg@example.org"]
    assert message.subject == "1 件超期，1 件等您处理"
    for text in (message.body, html):
        assert "食品经营许可" in text
        assert "已超 2 个工作日" in text
        assert f"/admin/review/{waiting.pk}/" in text


@pytest.mark.parametrize("moment", ["2026-11-18 07:59", "2026-11-21 09:00", "2026-10-07 09:00"])
def test_nothing_is_sent_before_the_hour_or_on_free_days(waiting, set_clock, moment):
    set_clock(moment)

    send_digests(math.inf)

    assert mail.outbox == []


def test_returned_text_is_told_to_the_compilers_of_its_department(city, waiting):
    act(waiting, city.reviewer, Verdict.RETURNED, opinion="请补正")

    send_digests(math.inf)

    [message] = mail.outbox
    assert message.to == ["compiler.scjg@example.org"]
    assert "退回到您部门" in message.body


@pytest.mark.parametrize(
    ("role", "day", "told"),
    [
        (Role.OPERATOR, "2026-11-16", 0),
        (Role.OPERATOR, "2026-11-17", 1),
        (Role.AUDITOR, "2026-11-18", 0),
        (Role.AUDITOR, "2026-11-19", 1),
    ],
)
def test_what_waits_too_long_goes_up(waiting, set_clock, role, day, told):
    set_clock(f"{day} 09:00")

    digest = digest_of(factories.person(role))

    assert len(digest.escalated) == told


def test_mail_server_that_is_away_is_tried_again_and_not_for_ever(waiting, settings, set_clock):
    settings.EMAIL_BACKEND = "tests.moderation.test_digests.Away"
    for hour in range(9, 18):
        set_clock(f"2026-11-18 {hour:02d}:00")
        send_digests(math.inf)

    assert not DigestSent.objects.filter(sent_at__isnull=False, attempts__gt=1).exists()
    assert max(DigestSent.objects.values_list("attempts", flat=True)) == 5


def Away(*args, **kwargs):  # noqa: N802 - stands for a class of Django's
    raise ConnectionRefusedError("nobody listens")


def test_days_are_said_in_words():
    from django.utils import translation

    with translation.override("en"):
        assert [in_words(days) for days in (-1, 0, 2)] == [
            "1 working day late",
            "due today",
            "2 working days left",
        ]
