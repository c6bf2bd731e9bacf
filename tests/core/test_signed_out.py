"""What the admin answers to a script without a session, and to a form with a stale token."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from core.choices import Role
from tests.factories import guide_page, person

pytestmark = pytest.mark.django_db

SCRIPT = {"HTTP_ACCEPT": "application/json"}


def test_a_script_without_a_session_is_told_so(client):
    address = reverse("wagtailadmin_pages:edit", args=[guide_page().pk])

    answers = [client.post(address, **SCRIPT), client.get(reverse("core_session"), **SCRIPT)]

    assert [one.status_code for one in answers] == [401, 401]
    assert [one.json()["error_code"] for one in answers] == ["signed_out", "signed_out"]


def test_a_person_without_a_session_is_led_to_the_login(client):
    answer = client.get(reverse("core_session"))

    assert answer.url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailadmin_password_reset"])
def test_a_script_reaches_the_door_without_a_session(client, name):
    assert client.get(reverse(name), **SCRIPT).status_code == 200


def test_the_session_names_the_person_and_gives_a_token_that_is_accepted():
    client, somebody = Client(enforce_csrf_checks=True), person(Role.COMPILER)
    client.force_login(somebody)

    said = client.get(reverse("core_session"), **SCRIPT).json()
    sent = client.post(reverse("wagtailadmin_logout"), {"csrfmiddlewaretoken": said["token"]})

    assert said["user"] == somebody.pk
    assert sent.status_code == 302


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hans", "没有保存"), ("en", "Nothing was saved")]
)
def test_a_stale_token_is_explained_in_the_language_of_the_person(language, word):
    client, somebody = Client(enforce_csrf_checks=True), person(Role.COMPILER)
    UserProfile.objects.create(user=somebody, preferred_language=language)
    client.force_login(somebody)
    before = f"http://testserver{reverse('wagtailadmin_account')}"

    page = client.post(reverse("wagtailadmin_account"), HTTP_REFERER=before)
    script = client.post(reverse("wagtailadmin_account"), **SCRIPT)

    assert (page.status_code, script.status_code) == (403, 403)
    assert word in page.content.decode()
    assert f'href="{before}"' in page.content.decode()
    assert script.json()["error_code"] == "csrf"


def test_the_page_about_a_stale_token_leads_to_no_other_site():
    client = Client(enforce_csrf_checks=True)

    page = client.post(reverse("wagtailadmin_login"), HTTP_REFERER="https://elsewhere.example/")

    assert page.status_code == 403
    assert "elsewhere.example" not in page.content.decode()
    assert "DEBUG" not in page.content.decode()


@pytest.mark.parametrize(
    ("language", "word"), [("zh-hans", "没有权限访问"), ("en", "do not have permission")]
)
def test_a_refusal_is_said_in_the_language_of_the_person(language, word):
    client, somebody = Client(), person(Role.COMPILER)
    UserProfile.objects.create(user=somebody, preferred_language=language)
    client.force_login(somebody)

    refused = client.get(reverse("operations:board"))
    shown = client.get(refused.url) if refused.status_code == 302 else refused

    assert word in shown.content.decode()
    assert refused.headers["Content-Language"] == language
