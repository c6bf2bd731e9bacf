"""Standing in and handing over: two people, days that end, and no decision about own words."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.access.scope import scope_of
from core.audit.models import AuditEntry
from core.choices import Role
from core.granting import delegations
from core.granting.handing_over import hand_over
from core.models import Delegation, Membership
from tests import factories

pytestmark = pytest.mark.django_db


def days(first, last):
    today = timezone.localdate()
    return {"starts_on": today + timedelta(first), "ends_on": today + timedelta(last)}


@pytest.fixture
def people():
    """A reviewer who goes away, a compiler of another department, two operators."""
    department = factories.DepartmentFactory()
    return {
        "department": department,
        "away": factories.person(Role.DEPARTMENT_REVIEWER, department, username="away"),
        "stand_in": factories.person(Role.COMPILER, username="stand-in"),
        "one": factories.person(Role.OPERATOR, username="one"),
        "two": factories.person(Role.OPERATOR, username="two"),
    }


def proposed(people, first=0, last=5, **other):
    given = {"person": people["away"], "stand_in": people["stand_in"], "reason": "出差"}
    delegation = Delegation(**(given | days(first, last) | other))
    return delegations.propose(delegation, people["away"])


def reviews(people):
    person = type(people["stand_in"]).objects.get(pk=people["stand_in"].pk)
    return people["department"].pk in scope_of(person).reviews


def test_stand_in_acts_once_an_operator_has_confirmed_and_until_it_ends(people):
    delegation = proposed(people)
    assert not reviews(people)

    delegations.confirm(delegation, people["one"])
    assert reviews(people)

    delegations.end(delegation, people["away"])
    assert not reviews(people)
    acts = AuditEntry.objects.filter(act__startswith="core.delegation").order_by("pk")
    assert [entry.act.split(".")[-1] for entry in acts] == ["proposed", "confirmed", "ended"]


@pytest.mark.parametrize(("first", "last"), [(1, 5), (-9, -1)])
def test_only_its_days_count(people, first, last):
    delegation = Delegation.objects.create(
        person=people["away"],
        stand_in=people["stand_in"],
        reason="x",
        proposed_by=people["away"],
        confirmed_by=people["one"],
        **days(first, last),
    )

    assert delegation.confirmed_by_id
    assert not reviews(people)


@pytest.mark.parametrize("who", ["away", "stand_in"])
def test_nobody_who_takes_part_confirms(people, who):
    delegation = proposed(people)

    with pytest.raises(ValidationError):
        delegations.confirm(delegation, people[who])


@pytest.mark.parametrize(("role", "says"), [(Role.AUDITOR, "exclude"), (Role.OPERATOR, "exclude")])
def test_roles_that_exclude_each_other_are_not_joined_by_a_stand_in(people, role, says):
    with pytest.raises(ValidationError):
        proposed(people, stand_in=factories.person(role))


def test_operator_and_auditor_have_no_stand_in(people):
    with pytest.raises(ValidationError):
        proposed(people, person=people["one"])


def test_leaving_hands_over_drafts_and_roles_and_shuts_the_account(people):
    away, to = people["away"], people["stand_in"]
    guide = factories.guide_page(people["department"], owner=away)
    Page.objects.filter(pk=guide.pk).update(owner=away)
    delegation = proposed(people)

    counts = hand_over(away, to, people["one"])

    away.refresh_from_db()
    guide.refresh_from_db()
    delegation.refresh_from_db()
    assert (counts["drafts"], counts["roles"]) == (1, 1)
    assert (away.is_active, guide.owner, bool(delegation.ended_at)) == (False, to, True)
    given = Membership.objects.get(user=to, role=Role.DEPARTMENT_REVIEWER)
    assert given.is_proposed, "a role that decides waits for a second operator"
    assert AuditEntry.objects.filter(act=delegations.HANDED_OVER).count() == 1


def test_own_account_is_not_handed_over_by_oneself(people):
    with pytest.raises(ValidationError):
        hand_over(people["one"], people["stand_in"], people["one"])


def test_what_is_handed_over_is_shown_before(people, client):
    away = people["away"]
    guide = factories.guide_page(people["department"])
    Page.objects.filter(pk=guide.pk).update(owner=away)
    proposed(people)
    client.force_login(people["one"], backend="core.access.authentication.RoleBackend")

    page = client.get(reverse("core_hand_over", args=[away.pk])).content.decode()

    assert "名下的草稿和指南 · 1" in page
    assert guide.title in page
    assert "角色 · 部门审核" in page
    assert "随之结束的代理" in page


def test_colleagues_of_the_same_role_are_proposed_as_receivers(people, client):
    factories.person(Role.DEPARTMENT_REVIEWER, people["department"], username="colleague")
    client.force_login(people["one"], backend="core.access.authentication.RoleBackend")

    page = client.get(reverse("core_hand_over", args=[people["away"].pk])).content.decode()

    assert '<option value="colleague">' in page
    assert '<option value="stand-in">' not in page


def test_who_shuts_an_account_with_open_work_is_led_to_handing_over(people, client):
    away = people["away"]
    guide = factories.guide_page(people["department"])
    Page.objects.filter(pk=guide.pk).update(owner=away)
    client.force_login(people["one"], backend="core.access.authentication.RoleBackend")
    facts = {"username": away.username, "email": "", "first_name": "", "last_name": ""}

    address = reverse("wagtailusers_users:edit", args=[away.pk])
    page = client.post(address, facts, follow=True).content.decode()

    away.refresh_from_db()
    assert not away.is_active
    assert reverse("core_hand_over", args=[away.pk]) in page
    assert "还有未办的事" in page


def test_who_has_nothing_open_is_said_to_have_nothing(people, client):
    client.force_login(people["one"], backend="core.access.authentication.RoleBackend")

    page = client.get(reverse("core_hand_over", args=[factories.UserFactory().pk])).content.decode()

    assert "没有未办的事" in page
