"""Public pages are the same for everybody: cacheable, without cookies, strict about scripts."""

import re

import pytest
from django.test import Client, override_settings

from home import stored_pages
from publication import states
from tests.caches import empty_caches
from tests.home.samples import CODE, document, file, filled, soup
from tests.search.samples import index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/guides/{CODE}/"
PAGES = ["/", URL, f"{URL}v/1/", "/departments/", "/departments/scjg/", "/search/", "/nothing/"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_public_pages_may_be_kept_by_any_cache_that_asks_again(client, path, language):
    file()

    response = client.get(f"{language}{path}")

    assert response["Cache-Control"] == "public, no-cache"
    assert response["Vary"] == "Accept-Encoding"
    assert response["Surrogate-Key"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/", "/departments/", "/departments/scjg/", "/search/?q=食品"])
def test_a_list_that_is_the_same_costs_a_304_and_a_changed_one_comes_anew(client, path):
    file()
    index_all()
    etag = client.get(path)["ETag"]
    same = client.get(path, headers={"if-none-match": etag})

    states.suspend(CODE, None, "系统升级。")
    index_all()
    empty_caches()
    changed = client.get(path, headers={"if-none-match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == (304 if path == "/departments/" else 200)


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_have_no_script_and_no_style_of_their_own(client, path):
    file(filled())

    tree = soup(client.get(path))

    scripts = [one for one in tree.find_all("script") if one.get("type") != "application/ld+json"]
    assert all(script.get("src") and not script.string for script in scripts)
    assert not tree.find_all("style")
    assert not tree.find_all(style=True)
    assert not [tag for tag in tree.find_all(True) for name in tag.attrs if re.match("on", name)]


def test_the_policy_allows_nothing_inline(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_a_reader_who_has_the_page_gets_304_after_one_query(client, django_assert_max_num_queries):
    file()
    etag = client.get(URL)["ETag"]

    with django_assert_max_num_queries(1):
        response = client.get(URL, headers={"if-none-match": etag})

    assert response.status_code == 304
    assert response["ETag"] == etag
    assert response.content == b""


def change_nothing():
    """Leave everything as it is."""


def suspend():
    states.suspend(CODE, None, "系统升级")


def file_a_new_version():
    file(document(change_note="第二版"), version=2)


def publish_a_sibling():
    file(document(situation="变更"), code="scjg-000131001000-02")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (change_nothing, 304),
        (suspend, 200),
        (file_a_new_version, 200),
        (publish_a_sibling, 200),
    ],
)
def test_what_changes_the_page_changes_its_etag(client, change, status):
    file()
    etag = client.get(URL)["ETag"]

    change()

    assert client.get(URL, headers={"if-none-match": etag}).status_code == status


def test_language_and_release_are_part_of_the_etag(client):
    file()
    etag = client.get(URL)["ETag"]

    assert client.get(f"/en{URL}")["ETag"] != etag
    with override_settings(BUILD_ID="next"):
        assert client.get(URL)["ETag"] != etag


def test_a_weak_etag_of_a_compressing_proxy_counts(client):
    file()
    etag = client.get(URL)["ETag"]

    assert client.get(URL, headers={"if-none-match": f"W/{etag}"}).status_code == 304


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_only_read(client, path):
    file()

    assert client.post(path).status_code in (404, 405)
    assert client.head(path).status_code in (200, 404)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("is_stored", [False, True])
def test_what_is_gone_stays_gone_for_who_has_its_page(client, language, is_stored):
    file()
    states.abolish(CODE, None, "依据已经废止")
    if is_stored:
        stored_pages.keep([CODE])
    first = client.get(f"{language}{URL}")

    again = [
        client.get(f"{language}{URL}", headers={"if-none-match": etag})
        for etag in (first["ETag"], f"W/{first['ETag'].removeprefix('W/')}", "*")
    ]

    assert [answer.status_code for answer in again] == [410] * 3
    assert all(answer.content for answer in again)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", [*PAGES[:-1], f"{URL}qr.svg", f"/files/{'a' * 64}/a.pdf"])
def test_a_wrong_method_is_405_and_names_the_right_ones(path, method):
    """Also for somebody who sends no token, as a program does."""
    file()

    answer = getattr(Client(enforce_csrf_checks=True), method)(path)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
