"""Sessions whose time is over go; those of people who are signed in stay."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.people.expired_sessions import forget_expired
from core.running import background_work

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_expired_sessions_are_deleted_and_others_stay():
    now = timezone.now()
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(days=days))

    assert [forget_expired(None), forget_expired(None)] == [1, 0]
    assert [one.pk for one in Session.objects.all()] == ["new"]


def test_the_relay_does_it():
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))

    background_work.do_some()

    assert not Session.objects.exists()
