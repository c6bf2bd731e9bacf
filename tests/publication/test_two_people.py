"""Suspending, abolishing and succession take two people: role × act × state of the proposal."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from core.audit.models import AuditEntry
from core.choices import Role
from publication import proposals
from publication.first_page.second_hand import SecondHandBlock
from publication.models import Event, PublicState, StateProposal
from tests.factories import person
from tests.publication.filing_samples import filed
from tests.publication.life import CODE

pytestmark = pytest.mark.django_db
SECOND = {Role.FILING_OFFICER, Role.COMPLIANCE_REVIEWER}


@pytest.fixture
def officer():
    """Who proposes."""
    filed(CODE)
    return person(Role.FILING_OFFICER)


def proposed(officer, event="suspended", **given):
    return proposals.propose([CODE], officer, event, reason="系统升级", **given)


@pytest.mark.parametrize("role", Role)
def test_only_filing_officers_propose(officer, role):
    somebody = person(role)

    if role == Role.FILING_OFFICER:
        assert proposed(somebody).pk
    else:
        with pytest.raises(PermissionDenied):
            proposed(somebody)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("event", ["suspended", "abolished"])
def test_second_person_carries_it_out_and_nobody_else(officer, role, event):
    proposal = proposed(officer, event)
    assert PublicState.objects.get().state == "current"

    if role in SECOND:
        proposals.confirm(proposal, person(role))
        assert PublicState.objects.get().state == event
        payload = Event.objects.order_by("-seq").first().payload
        assert payload["proposed_by"] == officer.username
    else:
        with pytest.raises(ValidationError):
            proposals.confirm(proposal, person(role))
        assert PublicState.objects.get().state == "current"


@pytest.mark.parametrize("role", Role)
def test_the_second_person_reads_of_it_on_the_first_page(client, officer, role):
    proposed(officer)

    client.force_login(person(role), backend="core.access.authentication.RoleBackend")
    page = client.get("/admin/").content.decode()

    assert ("1 件等您复核" in page) is (role in SECOND)
    assert ('id="second_hand-block"' in page) is (role in SECOND)


def test_what_is_only_proposed_is_not_said_to_have_happened(client, officer):
    proposed(officer, "abolished")
    second = person(Role.COMPLIANCE_REVIEWER)
    client.force_login(second, backend="core.access.authentication.RoleBackend")

    addresses = ("/admin/", reverse("publication:state", args=[CODE]))
    first, state = (client.get(address).content.decode() for address in addresses)

    assert "废止 等待第二人复核" in state
    assert "已废止" not in first and "已废止" not in state


def test_who_proposed_it_may_take_it_back_and_reads_who_confirms(client, officer):
    proposed(officer)

    client.force_login(officer, backend="core.access.authentication.RoleBackend")
    first, state = (
        client.get(address).content.decode()
        for address in ("/admin/", reverse("publication:state", args=[CODE]))
    )

    assert "等您复核" not in first
    assert "撤回" in state and "由另一名备案人员或者合规审查人员复核" in state


def test_nobody_confirms_what_he_proposed(officer):
    with pytest.raises(ValidationError):
        proposals.confirm(proposed(officer), officer)


@pytest.mark.parametrize("ending", [proposals.confirm, proposals.refuse])
def test_what_has_ended_is_not_ended_again(officer, ending):
    proposal, second = proposed(officer), person(Role.COMPLIANCE_REVIEWER)
    ending(proposal, second)
    events = Event.objects.count()

    for again in (proposals.confirm, proposals.refuse):
        with pytest.raises(ValidationError):
            again(proposal, second)

    assert Event.objects.count() == events


def test_one_act_waits_at_a_time_and_what_happened_meanwhile_makes_it_stale(officer):
    seen = PublicState.objects.get().seq
    proposal = proposed(officer, seen=seen)
    with pytest.raises(ValidationError):
        proposed(officer, "abolished")

    filed(CODE, "第二版", version=2)
    with pytest.raises(ValidationError):
        proposals.confirm(proposal, person(Role.COMPLIANCE_REVIEWER))

    assert PublicState.objects.get().state == "current"
    assert StateProposal.objects.get().ended_at is None


def test_merger_abolishes_all_with_one_successor_or_none(officer):
    filed("other-1", number=2)
    filed("new-1", number=3)
    merger = proposals.propose(
        [CODE, "other-1"], officer, "abolished", reason="合并办理", successors=["new-1"]
    )

    proposals.confirm(merger, person(Role.COMPLIANCE_REVIEWER))

    rows = PublicState.objects.exclude(code="new-1")
    assert set(rows.values_list("state", "successor")) == {("abolished", "new-1")}


def test_each_step_is_written_down(officer):
    proposals.confirm(proposed(officer), person(Role.COMPLIANCE_REVIEWER))

    acts = AuditEntry.objects.filter(act__startswith="publication.").order_by("pk")
    assert list(acts.values_list("act", flat=True))[-3:] == [
        "publication.act_proposed",
        "publication.suspended",
        "publication.act_confirmed",
    ]


def test_many_acts_of_ones_own_hide_none_of_another_from_the_first_page(officer):
    other = proposed(person(Role.FILING_OFFICER))
    for number in range(20):
        StateProposal.objects.create(
            event="suspended", codes=[f"own-{number}"], reason="升级", proposed_by=officer
        )

    assert [*proposals.confirmable_by(officer)] == [other]
    assert SecondHandBlock(officer).count == 1
    assert not proposals.confirmable_by(person(Role.AUDITOR)).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_propose_at_once_one_waits_and_is_refused(monkeypatch):
    filed(CODE)
    officers = [person(Role.FILING_OFFICER) for _number in range(2)]
    both_asked = Barrier(2, timeout=1)
    real = proposals.waiting

    def together(code):
        found = real(code)
        with suppress(BrokenBarrierError):  # held apart by the lock, one never comes here in time
            both_asked.wait()
        return found

    monkeypatch.setattr(proposals, "waiting", together)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(_answer, officers))

    assert sorted(answers) == ["proposed", "refused"]
    assert StateProposal.objects.count() == 1


def _answer(officer):
    try:
        proposed(officer)
    except ValidationError:
        return "refused"
    else:
        return "proposed"
    finally:
        connection.close()
