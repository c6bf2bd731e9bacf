"""The readers' lane: the same answers as behind all middleware, and nothing of a person in them."""

import pytest
from django.urls import reverse

from config import readers_lane
from core.choices import Role
from tests.factories import guide_page, person
from tests.home.samples import CODE, file
from tests.security.resolver import every_address

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/",
    "/en/",
    f"/guides/{CODE}/",
    f"/en/guides/{CODE}/",
    f"/guides/{CODE}/v/1/",
    f"/guides/{CODE}/qr.svg",
    "/guides/not-there/",
    "/departments/",
    "/departments/scjg/",
    "/search/?q=食品",
    f"/api/v1/guides/{CODE}",
    "/api/v1/guides?limit=1",
    "/api/v1/guides?limit=0",
    "/api/v1/changes",
    "/api/v1/nothing",
    "/api/v1/openapi.json",
]


@pytest.fixture
def slowly(monkeypatch):
    """Return a function that closes the lane."""
    return lambda: monkeypatch.setattr(readers_lane, "_lane", lambda request: None)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_lane_answers_as_all_middleware_would(client, slowly, address):
    file()
    quick = client.get(address)

    slowly()
    slow = client.get(address)

    assert quick.status_code == slow.status_code
    assert quick.content == slow.content
    assert dict(quick.headers) == dict(slow.headers)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_logged_in_gets_the_same_and_no_cookie(client, address):
    file()
    everybody = client.get(address)
    client.force_login(person(Role.AUDITOR), backend="core.access.authentication.RoleBackend")

    official = client.get(address)

    assert official.content == everybody.content
    assert not official.cookies


def test_no_session_is_read_for_a_reader(client, django_assert_max_num_queries):
    file()
    client.force_login(person(Role.AUDITOR), backend="core.access.authentication.RoleBackend")

    with django_assert_max_num_queries(2):
        client.get(f"/guides/{CODE}/")


@pytest.mark.parametrize("name", ["home:manual", "home:file", "wagtailadmin_home", "healthz"])
def test_what_depends_on_the_person_stays_outside(rf, name):
    arguments = {"home:manual": [CODE], "home:file": ["a" * 64, "a.pdf"]}
    request = rf.get(reverse(name, args=arguments.get(name)))

    assert readers_lane._lane(request) is None


def test_a_form_goes_through_all_middleware(rf):
    assert readers_lane._lane(rf.post("/search/")) is None


def test_every_view_of_the_lane_exists():
    names = {address.name for address in every_address()}

    assert names >= readers_lane.VIEWS


@pytest.mark.parametrize("address", ["/", "/en/", "/search/", f"/guides/{CODE}/"])
def test_a_preview_passes_whatever_address_it_pretends(rf, address):
    request = rf.get(address)
    request.is_dummy = True

    assert readers_lane._lane(request) is None


def test_a_preview_over_https_behind_a_proxy_shows_the_draft(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    draft = guide_page(summary="草稿里的一句话")
    draft.save_revision()
    compiler = person(Role.COMPILER, draft.department)
    client.force_login(compiler, backend="core.access.authentication.RoleBackend")

    address = reverse("wagtailadmin_pages:view_draft", args=[draft.pk])
    answer = client.get(address, headers={"X-Forwarded-Proto": "https"})

    assert answer.status_code == 200
    assert "草稿里的一句话" in answer.content.decode()
