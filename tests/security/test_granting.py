"""Nobody gives himself power: roles by two people, passwords by their owner, every way tried."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.access.scope import scope_of
from core.choices import DEPARTMENT_ROLES, Role
from core.granting import memberships
from core.models import Department, Membership
from core.people import changes_log
from core.people.role_table import NEEDS_CONFIRMATION, TOGETHER, exclude_each_other
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BACKEND = "core.access.authentication.RoleBackend"
NEW_PASSWORD = "云溪的春天有三百天雾"


def browser(person):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def department(db):
    return factories.DepartmentFactory(slug="ju", name="局")


@pytest.fixture
def operator(db):
    return factories.person(Role.OPERATOR, username="op-one")


@pytest.fixture
def second(db):
    return factories.person(Role.OPERATOR, username="op-two")


@pytest.fixture
def somebody(db):
    return factories.UserFactory(username="somebody")


def is_refused(answer):
    """Return whether the admin refused: with 403, or by sending people home with a message."""
    home = answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
    return home or answer.status_code == 403


def roles_of(person):
    return scope_of(get_user_model().objects.get(pk=person.pk)).roles


def give(by, person, role, department=None):
    address = reverse("wagtailsnippets_core_membership:add")
    data = {"user": person.pk, "role": role}
    if role in DEPARTMENT_ROLES:
        data["department"] = (department or factories.DepartmentFactory()).pk
    return browser(by).post(address, data)


def confirm(by, membership):
    return browser(by).post(reverse("core_confirm_membership", args=[membership.pk]))


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
    from django.db import IntegrityError, transaction

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
    from django.urls import NoReverseMatch

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


# --- Passwords


@pytest.fixture
def officer(db):
    return factories.person(Role.FILING_OFFICER, username="li", email="li@example.cn")


def ask_for_link(by, person, way="shown"):
    answer = browser(by).post(reverse("core_sign_in_link", args=[person.pk]), {"way": way})
    found = re.search(r'value="(http[^"]+)"', answer.content.decode())
    return answer, found and found[1]


def use(link, password=NEW_PASSWORD):
    """Open a link as its person does, and set a password; gives the status of the last answer."""
    client, path = Client(), "/" + link.split("/", 3)[3]
    opened = client.get(path)
    form = opened.url if opened.status_code == 302 else path
    given = {"new_password1": password, "new_password2": password}
    return client.post(form, given).status_code


def signs_in(person, password=NEW_PASSWORD):
    person = get_user_model().objects.get(pk=person.pk)
    return person.check_password(password)


def test_no_form_of_an_operator_takes_a_password(operator, officer):
    client = browser(operator)
    edit = reverse("wagtailusers_users:edit", args=[officer.pk])
    passwords = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "password": NEW_PASSWORD}
    facts = {"username": "li", "email": "li@example.cn", "is_active": "on"}

    client.post(edit, facts | passwords)
    client.post(reverse("wagtailusers_users:add"), {"username": "new"} | passwords)

    new = get_user_model().objects.get(username="new")
    assert signs_in(officer, factories.PASSWORD)
    assert not new.has_usable_password()
    for page in (edit, reverse("wagtailusers_users:add")):
        assert 'type="password"' not in client.get(page).content.decode()


def test_a_link_works_once_and_the_older_one_not_at_all(operator, officer):
    _answer, older = ask_for_link(operator, officer)
    _answer, link = ask_for_link(operator, officer)

    assert not signs_in(officer, factories.PASSWORD)
    assert use(older) == 200
    assert not signs_in(officer)
    assert use(link) == 302
    assert signs_in(officer)
    assert use(link, "另一个全新的口令很长") == 200
    assert signs_in(officer)


def test_a_link_ends_by_itself(operator, officer, settings):
    _answer, link = ask_for_link(operator, officer)
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert use(link) == 200
    assert not signs_in(officer)


def test_a_link_is_shown_once_and_kept_nowhere(operator, officer):
    answer, link = ask_for_link(operator, officer)
    again = browser(operator).get(reverse("core_sign_in_link", args=[officer.pk]))
    token = link.rstrip("/").rsplit("/", 1)[1]

    assert "no-store" in answer["Cache-Control"]
    assert token not in again.content.decode()
    assert not [entry for entry in ModelLogEntry.objects.all() if token in str(entry.data)]


def test_who_was_shown_a_link_gets_no_power_by_it(operator, second, officer):
    """The operator signs in as the filing officer, and may file nothing."""
    _answer, link = ask_for_link(operator, officer)
    use(link)

    assert signs_in(officer)
    assert roles_of(officer) == frozenset()
    confirm(operator, Membership.objects.get(user=officer))
    assert roles_of(officer) == frozenset()
    confirm(second, Membership.objects.get(user=officer))
    assert roles_of(officer) == {Role.FILING_OFFICER}


def test_a_link_for_another_operator_confirms_nothing(operator, second, somebody):
    give(operator, somebody, Role.FILING_OFFICER)
    _answer, link = ask_for_link(operator, second)
    use(link)

    assert confirm(second, Membership.objects.get(user=somebody)).status_code in (302, 403)
    assert roles_of(second) == frozenset()
    assert roles_of(somebody) == frozenset()


def test_a_link_that_only_its_person_gets_changes_no_role(operator, officer, settings):
    settings.MAIL_IS_SET_UP = True

    answer, link = ask_for_link(operator, officer, "mailed")

    (message,) = mail.outbox
    sent = re.search(r"http\S+", message.body)[0]
    assert link is None
    assert sent not in answer.content.decode()
    assert message.to == ["li@example.cn"]
    assert roles_of(officer) == {Role.FILING_OFFICER}
    assert use(sent) == 302
    assert signs_in(officer)


@pytest.mark.parametrize("fact", ["email", "username"])
def test_a_new_address_for_the_mail_is_looked_at_by_a_second_person(fact, operator, officer):
    facts = {"username": "li", "email": "li@example.cn", "is_active": "on"}

    browser(operator).post(
        reverse("wagtailusers_users:edit", args=[officer.pk]), facts | {fact: "mine@example.cn"}
    )

    assert roles_of(officer) == frozenset()
    changed = ModelLogEntry.objects.get(action=changes_log.CHANGED)
    assert changed.data["after"] == {fact: "mine@example.cn"}
    assert ModelLogEntry.objects.filter(action=changes_log.ROLES_ASKED_AGAIN).exists()


def test_another_name_leaves_roles_alone_and_is_written_down(operator, officer):
    facts = {"username": "li", "email": "li@example.cn", "is_active": "on", "first_name": "李"}

    browser(operator).post(reverse("wagtailusers_users:edit", args=[officer.pk]), facts)

    assert roles_of(officer) == {Role.FILING_OFFICER}
    assert ModelLogEntry.objects.get(action=changes_log.CHANGED).data["before"] == {
        "first_name": ""
    }


def test_setting_the_password_ends_sessions_and_is_written_down(operator, officer):
    session = browser(officer)
    _answer, link = ask_for_link(operator, officer)

    use(link)

    assert session.get(reverse("wagtailadmin_home")).status_code == 302
    entry = ModelLogEntry.objects.get(action=changes_log.PASSWORD_SET)
    assert (entry.user, entry.object_id) == (officer, str(officer.pk))


def test_nobody_makes_a_link_for_a_superuser_but_a_superuser(operator):
    admin = factories.UserFactory(is_superuser=True, username="root")

    assert is_refused(ask_for_link(operator, admin)[0])
    assert admin.check_password(factories.PASSWORD)


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
