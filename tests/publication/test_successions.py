"""Successions: merged, divided, transferred as one record; readers are led to what follows."""

import pytest
from django.urls import reverse

from core import registries
from core.choices import Role
from publication.models import PublicState, StateProposal
from publication.states import abolish
from tests.factories import person
from tests.publication.filing_samples import filed

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
OLD, NEW = ["old-1", "old-2"], ["new-1", "new-2"]
ADDRESS = "/admin/publication/successions/"


@pytest.fixture
def officer():
    """A filing officer beside four filed guides."""
    for number, code in enumerate([*OLD, *NEW], start=1):
        filed(code, title=f"指南{code}", number=number)
    return person(Role.FILING_OFFICER, username="officer")


def sent(client, user, kind, old, new, **more):
    client.force_login(user, backend=BACKEND)
    form = {"kind": kind, "old": old, "new": new, "reason": "机构改革", "propose": "1"}
    return client.post(ADDRESS, form | more)


def confirmed(client):
    """Let a second person confirm what waits, on the screen."""
    client.force_login(person(Role.COMPLIANCE_REVIEWER), backend=BACKEND)
    proposal = StateProposal.objects.get()
    address = reverse("publication:end_proposal", args=[proposal.pk, "confirm"])
    assert address in client.get(ADDRESS).content.decode()
    client.post(address)


def page(client, code):
    answer = client.get(f"/guides/{code}/")
    return answer.status_code, answer.content.decode()


def test_a_merger_ends_all_and_leads_to_the_one(client, officer):
    assert sent(client, officer, "merger", OLD, NEW[:1]).status_code == 302

    confirmed(client)

    for code in OLD:
        status, html = page(client, code)
        assert status == 410 and "/guides/new-1/" in html
    assert "合并" in client.get(ADDRESS).content.decode()


def test_a_division_leads_to_each_of_those_in_its_place(client, officer):
    sent(client, officer, "division", OLD[:1], NEW)

    confirmed(client)

    status, html = page(client, OLD[0])
    assert status == 410
    assert "/guides/new-1/" in html and "/guides/new-2/" in html


def test_a_transfer_is_one_for_one_and_waits_for_a_second_person(client, officer):
    sent(client, officer, "transfer", OLD[:1], NEW[:1])

    assert page(client, OLD[0])[0] == 200
    assert StateProposal.objects.get().ended_at is None
    assert "等第二人复核" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("merger", OLD[:1], NEW[:1]),
        ("merger", OLD, NEW),
        ("division", OLD[:1], NEW[:1]),
        ("transfer", OLD, NEW[:1]),
        ("transfer", OLD[:1], OLD[:1]),
        ("transfer", [], NEW[:1]),
        ("division", OLD[:1], NEW[:1] * 2),
    ],
)
def test_what_is_no_such_succession_is_refused_with_its_reason(client, officer, kind, old, new):
    answer = sent(client, officer, kind, old, new)

    assert answer.status_code == 422
    assert not StateProposal.objects.exists()


def test_guides_are_looked_for_by_words_and_what_was_chosen_stays(client, officer, monkeypatch):
    monkeypatch.setattr(registries.guides_found, "answer", lambda words: ["new-2"])
    client.force_login(officer, backend=BACKEND)

    html = client.post(
        ADDRESS, {"kind": "merger", "old": OLD, "new_words": "指南"}
    ).content.decode()

    assert 'value="new-2"' in html
    assert html.count("checked") == 2
    assert not StateProposal.objects.exists()


def test_only_filing_officers_propose(client, officer):
    reviewer = person(Role.COMPLIANCE_REVIEWER)

    assert sent(client, reviewer, "merger", OLD, NEW[:1]).status_code in (302, 403)
    assert not StateProposal.objects.exists()
    assert 'name="propose"' not in client.get(ADDRESS).content.decode()


def test_the_record_is_whole_when_one_guide_is_in_two_states(client, officer):
    sent(client, officer, "merger", OLD, NEW[:1])
    PublicState.objects.filter(code=OLD[1]).update(state="abolished")

    confirmed(client)

    assert PublicState.objects.get(code=OLD[0]).state == "current"
    assert StateProposal.objects.get().ended_at is None


def test_a_division_is_not_carried_out_when_one_in_its_place_has_ended_meanwhile(client, officer):
    sent(client, officer, "division", OLD[:1], NEW)
    abolish(NEW[1], officer, "不再办理")

    confirmed(client)

    assert page(client, OLD[0])[0] == 200
    assert StateProposal.objects.get().ended_at is None
