"""Nobody gives himself power: roles take two people, every way round it is tried."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry

from core.choices import DEPARTMENT_ROLES, Role
from core.granting import memberships
from core.models import Department, Membership
from core.people import changes_log
from core.people.role_table import NEEDS_CONFIRMATION, TOGETHER, exclude_each_other
from tests import factories
from tests.security.granting_steps import browser, confirm, give, is_refused, roles_of

pytestmark = [pytest.mark.django_db, pytest.mark.city]


# --- Two people


@pytest.mark.parametrize("role", sorted(NEEDS_CONFIRMATION))
def test_a_role_that_decides_or_grants_needs_a_second_person(role, operator, second, somebody):
    give(operator, somebody, role)
    membership = Membership.objects.get(user=somebody)
    proposed = roles_of(somebody)

    confirm(operator, membership)
    by_himself = roles_of(somebody)
    confirm(second, membership)

    membership.refresh_from_db()
    assert proposed == by_himself == frozenset()
    assert roles_of(somebody) == {role}
    assert (membership.proposed_by, membership.confirmed_by) == (operator, second)
    assert membership.proposed_at <= membership.confirmed_at


@pytest.mark.parametrize("role", sorted(set(Role) - NEEDS_CONFIRMATION))
def test_other_roles_are_in_force_at_once(role, operator, somebody):
    give(operator, somebody, role)

    assert roles_of(somebody) == {role}


def test_who_holds_a_proposed_role_enters_nothing_and_is_found_by_no_question(operator, somebody):
    give(operator, somebody, Role.FILING_OFFICER)
    person = get_user_model().objects.get(pk=somebody.pk)

    assert not person.has_perm("wagtailadmin.access_admin")
    assert browser(person).get(reverse("wagtailadmin_home")).status_code in (302, 403)


def test_a_membership_of_two_is_confirmed_by_nobody_it_concerns(operator, second, somebody):
    give(operator, second, Role.COMPILER)
    Membership.objects.create(
        user=somebody, role=Role.FORMAL_REVIEWER, state="proposed", proposed_by=second
    )
    own = Membership.objects.create(
        user=operator, role=Role.AUDITOR, state="proposed", proposed_by=second
    )

    answer = confirm(operator, own)

    own.refresh_from_db()
    assert answer.status_code == 302
    assert own.is_proposed
    with pytest.raises(memberships.GrantRefused):
        memberships.end(own, operator)


def test_an_auditor_and_a_compiler_confirm_nothing(operator, somebody, department):
    give(operator, somebody, Role.FILING_OFFICER)
    membership = Membership.objects.get(user=somebody)
    others = [factories.person(Role.AUDITOR), factories.person(Role.COMPILER, department)]

    answers = [confirm(other, membership) for other in others]

    assert all(map(is_refused, answers))
    assert roles_of(somebody) == frozenset()


def test_a_refused_proposal_is_gone_and_written_down(operator, second, somebody):
    give(operator, somebody, Role.FILING_OFFICER)
    membership = Membership.objects.get(user=somebody)

    browser(second).post(reverse("core_refuse_membership", args=[membership.pk]))

    assert not Membership.objects.filter(user=somebody).exists()
    entry = ModelLogEntry.objects.get(action=changes_log.ROLE_ENDED)
    assert entry.data["before"]["role"] == "备案人员"
    assert (entry.user, entry.object_id) == (second, str(somebody.pk))


def test_refusing_ends_no_membership_in_force(operator, second):
    officer = factories.person(Role.FILING_OFFICER)
    membership = Membership.objects.get(user=officer)

    browser(second).post(reverse("core_refuse_membership", args=[membership.pk]))

    assert roles_of(officer) == {Role.FILING_OFFICER}


def test_a_changed_role_is_a_new_proposal(operator, second, somebody):
    give(operator, somebody, Role.FORMAL_REVIEWER)
    membership = Membership.objects.get(user=somebody)
    confirm(second, membership)

    browser(second).post(
        reverse("wagtailsnippets_core_membership:edit", args=[membership.pk]),
        {"user": operator.pk, "role": Role.FILING_OFFICER},
    )
    confirm(second, membership)

    membership.refresh_from_db()
    assert (membership.user, membership.role) == (somebody, Role.FILING_OFFICER)
    assert roles_of(somebody) == frozenset()


def test_the_home_page_lists_what_to_confirm(operator, second, somebody):
    give(operator, somebody, Role.FILING_OFFICER)
    home = reverse("wagtailadmin_home")

    assert "待确认的任职" in browser(second).get(home).content.decode()
    assert "待确认的任职" not in browser(operator).get(home).content.decode()
    waiting = browser(operator).get(reverse("core_proposed_memberships")).content.decode()
    assert "等待另一名运行管理员确认" in waiting


def test_every_step_is_written_down_with_before_and_after(operator, second, somebody):
    give(operator, somebody, Role.FILING_OFFICER)
    membership = Membership.objects.get(user=somebody)
    confirm(second, membership)
    browser(operator).post(reverse("wagtailsnippets_core_membership:delete", args=[membership.pk]))

    steps = ModelLogEntry.objects.filter(action__startswith="core.role").order_by("pk")
    assert [(step.action, step.user) for step in steps] == [
        (changes_log.ROLE_PROPOSED, operator),
        (changes_log.ROLE_CONFIRMED, second),
        (changes_log.ROLE_ENDED, operator),
    ]
    assert steps[1].data == steps[1].data | {
        "before": {"state": "待确认"}, "after": {"state": "已生效"}
    }  # fmt: skip
    history = reverse("wagtailusers_users:history", args=[somebody.pk])
    assert "由“待确认”改为“已生效”" in browser(second).get(history).content.decode()


def test_the_database_knows_that_nobody_confirms_his_own_proposal(operator, somebody):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=somebody, role=Role.AUDITOR, proposed_by=operator, confirmed_by=operator
        )


# --- Not for oneself


def test_no_form_and_no_address_changes_ones_own_memberships(operator, department):
    own = Membership.objects.get(user=operator)
    client = browser(operator)
    before = list(Membership.objects.values())

    answers = [
        give(operator, operator, Role.COMPILER, department),
        give(operator, operator, Role.FILING_OFFICER),
        client.post(reverse("wagtailsnippets_core_membership:edit", args=[own.pk]),
                    {"user": operator.pk, "role": Role.AUDITOR}),
        client.post(reverse("wagtailsnippets_core_membership:delete", args=[own.pk])),
        client.post(reverse("wagtailusers_users:edit", args=[operator.pk]),
                    {"username": "op-one", "is_active": "on", "is_superuser": "on"}),
        client.post(reverse("core_sign_in_link", args=[operator.pk]), {"way": "shown"}),
        client.post(reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
                    + f"?id={operator.pk}", {"role": "1"}),
        client.post(reverse("wagtail_bulk_action", args=["core", "membership", "delete"])
                    + f"?id={own.pk}"),
    ]  # fmt: skip

    assert "不能修改自己的任职" in answers[0].content.decode()
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    assert all(map(is_refused, answers[2:]))
    assert list(Membership.objects.values()) == before


def test_memberships_cannot_be_copied():
    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippets_core_membership:copy", args=[1])


def test_a_superuser_gives_himself_nothing_either():
    admin = factories.UserFactory(is_superuser=True)

    answer = give(admin, admin, Role.FILING_OFFICER)

    assert "不能修改自己的任职" in answer.content.decode()
    assert not Membership.objects.filter(user=admin).exists()


# --- Roles that exclude each other


@pytest.mark.parametrize("other", sorted(Role))
@pytest.mark.parametrize("one", sorted(Role))
def test_the_table_of_roles_holds(one, other, operator, department):
    person = factories.person(one, department if one in DEPARTMENT_ROLES else None)
    wanted = factories.DepartmentFactory() if other in DEPARTMENT_ROLES else None
    if one == other and one not in DEPARTMENT_ROLES:
        return  # the same role twice is no second role

    answer = give(operator, person, other, wanted)

    assert (answer.status_code == 302) == (not exclude_each_other(one, other))
    assert Membership.objects.filter(user=person).count() == 1 + (answer.status_code == 302)


def test_the_table_is_whole_and_symmetric():
    assert set(TOGETHER) == set(Role)
    assert all(
        exclude_each_other(one, other) == exclude_each_other(other, one)
        for one in Role
        for other in Role
    )


def test_two_roles_that_exclude_each_other_are_not_confirmed_one_after_the_other(
    operator, second, somebody
):
    for role in (Role.OPERATOR, Role.FILING_OFFICER):
        Membership.objects.create(user=somebody, role=role, state="proposed", proposed_by=operator)
    first, other = Membership.objects.filter(user=somebody).order_by("pk")

    confirm(second, first)
    confirm(second, other)

    assert roles_of(somebody) == frozenset()


@pytest.mark.parametrize("role", sorted(NEEDS_CONFIRMATION - {Role.OPERATOR}))
def test_system_administrators_decide_nothing(role, operator):
    admin = factories.UserFactory(is_superuser=True)

    answer = give(operator, admin, role)

    assert answer.status_code == 200
    assert not Membership.objects.filter(user=admin).exists()


# --- The tree of departments


def move(by, department, parent):
    data = {"name": department.name, "slug": department.slug, "nature": "1", "level": "3",
            "parent": parent.pk}  # fmt: skip
    address = reverse("wagtailsnippets_core_department:edit", args=[department.pk])
    return browser(by).post(address, data)


def test_nobody_moves_a_department_under_his_own_role(operator, department):
    own, other = factories.DepartmentFactory(), factories.DepartmentFactory()
    Membership.objects.create(user=operator, role=Role.COMPILER, department=own)

    answer = move(operator, other, own)

    assert "您自己的任职权限" in answer.content.decode()
    assert Department.objects.get(pk=other.pk).parent is None


def test_reviewers_whose_role_reaches_further_wait_for_a_second_person(operator, second):
    top, below = factories.DepartmentFactory(), factories.DepartmentFactory()
    reviewer = factories.person(Role.DEPARTMENT_REVIEWER, top)

    move(operator, below, top)

    assert Department.objects.get(pk=below.pk).parent == top
    assert roles_of(reviewer) == frozenset()
    confirm(second, Membership.objects.get(user=reviewer))
    assert roles_of(reviewer) == {Role.DEPARTMENT_REVIEWER}


def test_a_department_belongs_to_none_below_it(operator):
    top = factories.DepartmentFactory()
    below = factories.DepartmentFactory(parent=top)

    answer = move(operator, top, below)

    assert answer.status_code == 200
    assert Department.objects.get(pk=top.pk).parent is None


def test_refusals_are_sentences():
    with pytest.raises(ValidationError, match="自己的任职"):
        raise memberships.GrantRefused(memberships.OWN)
