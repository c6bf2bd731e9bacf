"""Suspend, resume, abolish, and what comes due by date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from publication import states
from publication.choices import State
from publication.due import apply_due
from publication.models import Event, PublicState
from tests.publication.filing_samples import filed

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def types():
    return [*Event.objects.order_by("seq").values_list("type", flat=True)]


def test_a_guide_is_suspended_with_reason_and_date_and_resumed():
    code = filed()
    until = timezone.localdate() + timedelta(days=3)

    states.suspend(code, None, "系统升级", until)
    suspended = PublicState.objects.get()
    states.resume(code, None)

    assert (suspended.state, suspended.reason, suspended.until) == ("suspended", "系统升级", until)
    assert PublicState.objects.get().state == State.CURRENT
    assert types() == ["published", "suspended", "resumed"]


def test_an_abolished_guide_stays_abolished_and_leaves_a_tombstone():
    code = filed()

    states.abolish(code, None, "依据已经废止")

    with pytest.raises(ValidationError):
        states.resume(code, None)
    with pytest.raises(ValidationError):
        filed(code, title="第二版", version=2)
    assert Event.objects.first().tombstone


def test_suspending_needs_a_reason():
    code = filed()

    with pytest.raises(ValidationError):
        states.suspend(code, None, "  ")


def test_the_successor_must_be_a_published_guide():
    code = filed()

    with pytest.raises(ValidationError):
        states.abolish(code, None, "合并", successor="nobody")
    filed("b-1", number=2)
    states.abolish(code, None, "合并", successor="b-1")

    assert PublicState.objects.get(code=code).successor == "b-1"


def test_a_scheduled_version_comes_into_force_once_on_its_day():
    code = filed()
    filed(code, title="第二版", version=2, effective_on=date(2099, 1, 1))

    before, on_the_day, after = (apply_due(date(*day)) for day in DAYS)

    assert (before, on_the_day, after) == (0, 1, 0)
    assert PublicState.objects.get().current.version == 2
    assert types() == ["published", "revised", "effective"]


DAYS = [(2098, 12, 31), (2099, 1, 1), (2099, 1, 2)]


def test_the_newest_of_several_due_versions_wins_whatever_their_dates():
    code = filed()
    filed(code, title="第二版", version=2, effective_on=date(2099, 6, 1))
    filed(code, title="第三版", version=3, effective_on=date(2099, 1, 1))

    counts = [apply_due(date(2099, 1, 1)), apply_due(date(2099, 6, 1))]

    assert counts == [1, 0]
    assert PublicState.objects.get().current.version == 3


def test_a_suspended_guide_takes_a_new_version_and_stays_suspended():
    code = filed()
    states.suspend(code, None, "系统升级")

    filed(code, title="第二版", version=2)

    state = PublicState.objects.get()
    assert (state.state, state.current.version) == (State.SUSPENDED, 2)


def test_a_version_expires_the_day_after_its_last_day():
    code = filed(expires_on=date(2098, 1, 1))

    counts = [apply_due(date(2098, 1, 1)), apply_due(date(2098, 1, 2))]

    assert counts == [0, 1]
    assert PublicState.objects.get(code=code).state == State.EXPIRED
