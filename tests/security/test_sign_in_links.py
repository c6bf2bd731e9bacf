"""A password is its owner's alone: set by a one-time link, which gives nobody else any power."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.choices import Role
from core.models import Membership
from core.people import changes_log
from tests import factories
from tests.security.granting_steps import browser, confirm, give, is_refused, roles_of

pytestmark = [pytest.mark.django_db, pytest.mark.city]
NEW_PASSWORD = "云溪的春天有三百天雾"


@pytest.fixture
def officer(db):
    return factories.person(Role.FILING_OFFICER, username="li", email="li@example.cn")


def ask_for_link(by, person, way="shown"):
    answer = browser(by).post(reverse("core_sign_in_link", args=[person.pk]), {"way": way})
    found = re.search(r'value="(http[^"]+)"', answer.content.decode())
    return answer, found and found[1]


def use(link, password=NEW_PASSWORD):
    """Open a link as its person does, and set a password; return the status of the last answer."""
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
