"""Public states rebuilt from the event log: what was lost or damaged comes back as it was."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from publication.choices import State
from publication.life import rebuild
from publication.models import Event, PublicState
from tests.publication.filing_samples import filed
from tests.publication.life import CODE, bring_to, revised, today

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def rows():
    return [*PublicState.objects.order_by("code", "kind").values(*rebuild.DERIVED)]


@pytest.mark.parametrize("state", sorted({*State} - {State.SUPERSEDED}))
def test_states_that_were_lost_come_back_as_they_were(state):
    bring_to(state)
    filed("another-1", number=2)
    if state not in (State.ABOLISHED, State.EXPIRED):
        revised(effective_on=today() + timedelta(days=9))
    before = rows()
    PublicState.objects.all().delete()

    rebuilt = rebuild.rebuild()

    assert len(rebuilt) == 2
    assert rows() == before


def test_a_state_that_an_older_release_left_expired_is_put_right():
    bring_to(State.EXPIRED)
    revised()
    PublicState.objects.update(state=State.EXPIRED)

    rebuilt = rebuild.rebuild()

    assert rebuilt == {(CODE, "guide"): ["state"]}
    assert PublicState.objects.get().state == State.CURRENT


def test_the_command_names_what_differs_and_mends_it(capsys):
    bring_to(State.SUSPENDED)
    PublicState.objects.update(reason="别的", until=None)

    with pytest.raises(CommandError):
        call_command("states", "verify", json="-")
    found = json.loads(capsys.readouterr().out)
    call_command("states", "rebuild")
    call_command("states", "verify")

    assert found == [{"code": CODE, "kind": "guide", "fields": ["reason", "until"]}]


def test_ranges_of_codes_miss_none(monkeypatch):
    monkeypatch.setattr(rebuild, "RANGE", 2)
    for number in range(5):
        filed(f"a-{number}", number=number)
    PublicState.objects.all().delete()

    assert len(rebuild.rebuild()) == PublicState.objects.count() == 5


@pytest.mark.parametrize(
    ("event_type", "version"), [("resumed", 1), ("published", 1), ("revised", 7)]
)
def test_an_event_that_cannot_be_is_named_and_nothing_is_written_by_it(event_type, version):
    bring_to(State.CURRENT)
    before = rows()
    forged = Event(seq=99, type=event_type, code=CODE, kind="guide", version=version)
    forged.sha256, forged.at = "0" * 64, timezone.now()
    forged.save(force_insert=True)

    found, rebuilt = rebuild.verify(), rebuild.rebuild()

    assert found == rebuilt == {(CODE, "guide"): ["event 99"]}
    assert rows() == before
