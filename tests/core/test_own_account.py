"""The own account: names change with the password only, and every change is written down."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.choices import Role
from core.people.changes_log import CHANGED, PASSWORD_SET
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"
NEW_PASSWORD = "云溪的春天有三百天雾"


@pytest.fixture
def reviewer(client):
    person = factories.person(
        Role.DEPARTMENT_REVIEWER, username="li", first_name="李", last_name="四", email="li@a.cn"
    )
    client.force_login(person, backend=BACKEND)
    return person


def send(client, **changed):
    address = reverse("wagtailadmin_account")
    page = client.get(address)
    data = {
        field.html_name: field.value() or ""
        for panels in page.context["panels_by_tab"].values()
        for panel in panels
        for field in panel.get_form()
        if field.name != "avatar"
    }
    assert set(changed) <= set(data)
    return client.post(address, data | changed)


@pytest.mark.parametrize("password", ["", "wrong"])
@pytest.mark.parametrize("field", ["first_name", "last_name", "email"])
def test_nobody_is_renamed_without_the_password(client, reviewer, field, password):
    new = {"name_email-current_password": password, f"name_email-{field}": "new@b.cn"}

    answer = send(client, **new)

    reviewer.refresh_from_db()
    assert answer.status_code == 200
    assert "这不是您的密码" in answer.content.decode()
    assert (reviewer.get_full_name(), reviewer.email) == ("李 四", "li@a.cn")
    assert not ModelLogEntry.objects.filter(action=CHANGED).exists()


def test_a_change_with_the_password_is_written_down_with_before_and_after(client, reviewer):
    new = {"name_email-current_password": factories.PASSWORD, "name_email-email": "li@b.cn"}

    answer = send(client, **new)

    entry = ModelLogEntry.objects.get(action=CHANGED)
    reviewer.refresh_from_db()
    assert answer.status_code == 302
    assert reviewer.email == "li@b.cn"
    assert entry.data["before"] == {"email": "li@a.cn"}
    assert entry.data["after"] == {"email": "li@b.cn"}
    assert entry.user == reviewer


def test_other_settings_need_no_password(client, reviewer):
    answer = send(client, **{"locale-preferred_language": "en"})

    assert answer.status_code == 302
    assert not ModelLogEntry.objects.filter(action=CHANGED).exists()


def test_a_new_password_is_written_down_without_it(client, reviewer):
    passwords = {
        "password-old_password": factories.PASSWORD,
        "password-new_password1": NEW_PASSWORD,
        "password-new_password2": NEW_PASSWORD,
    }

    send(client, **passwords)

    entry = ModelLogEntry.objects.get(action=PASSWORD_SET)
    reviewer.refresh_from_db()
    assert reviewer.check_password(NEW_PASSWORD)
    assert NEW_PASSWORD not in str(entry.data)


def test_the_history_of_a_person_says_what_changed_in_words(client, reviewer):
    send(client, **{"name_email-current_password": factories.PASSWORD,
                    "name_email-email": "li@b.cn"})  # fmt: skip
    client.force_login(factories.person(Role.AUDITOR), backend=BACKEND)

    text = client.get(reverse("wagtailusers_users:history", args=[reviewer.pk])).content.decode()

    assert "由“li@a.cn”改为“li@b.cn”" in text
