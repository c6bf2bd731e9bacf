"""Pages rendered once for all readers: the same bytes, fewer queries, never out of date."""

import gzip
import itertools
import json

import pytest
from django.core.management import call_command

from home import stored_pages
from home.models import StoredPage
from publication import relay
from publication.states import abolish, resume, suspend
from tests.home.samples import CODE, document, file, filled

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = f"/guides/{CODE}/"
ENGLISH_URL = f"/en{URL}"


@pytest.fixture
def renderings(monkeypatch):
    """Return the addresses of pages that are rendered from now on."""
    made, html = [], stored_pages.GuidePageHtml.make

    def make(page):
        made.append((page.guide.code, page.number))
        return html(page)

    monkeypatch.setattr(stored_pages.GuidePageHtml, "make", make)
    return made


def store(*codes):
    return stored_pages.keep(codes or [CODE])


@pytest.mark.parametrize("url", [URL, ENGLISH_URL])
def test_a_stored_page_is_the_page_that_would_be_made(client, url):
    file(filled())
    made = client.get(url)

    store()
    stored = client.get(url)

    assert stored.content == made.content
    assert stored["ETag"] == made["ETag"]
    assert stored["Content-Type"] == made["Content-Type"]


def test_a_stored_page_costs_one_query_and_no_template(
    client, renderings, django_assert_num_queries
):
    file(filled())
    store()
    renderings.clear()

    with django_assert_num_queries(1):
        response = client.get(URL)

    assert response.status_code == 200
    assert renderings == []


def test_who_reads_gzip_gets_the_stored_bytes(client):
    file(filled())
    plain = client.get(URL)
    store()

    packed = client.get(URL, headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8"})

    assert packed["Content-Encoding"] == "gzip"
    assert packed["Vary"] == "Accept-Encoding"
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.content == bytes(StoredPage.objects.get(language="zh-hans").body)


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "deflate, gzip; q=0.0"])
def test_who_does_not_read_gzip_gets_the_page_unpacked(client, accepted):
    file(filled())
    store()

    response = client.get(URL, headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in response
    assert response.content.startswith(b"<!doctype html>")


@pytest.mark.parametrize("weak", ["", "W/"])
def test_who_has_the_page_gets_304_for_one_query(client, weak, django_assert_num_queries):
    file(filled())
    store()
    etag = client.get(URL)["ETag"]

    with django_assert_num_queries(1):
        response = client.get(URL, headers={"If-None-Match": f"{weak}{etag}"})

    assert response.status_code == 304


def test_a_change_of_state_is_seen_at_once_and_stored_by_the_relay(client, renderings, admin_user):
    file()
    relay.run_once()
    suspend(CODE, admin_user, "系统升级")
    renderings.clear()

    at_once = client.get(URL).content.decode()
    relay.run_once()
    renderings_of_readers = renderings.count((CODE, None))
    later = client.get(URL).content.decode()

    assert "系统升级" in at_once
    assert later == at_once
    assert renderings.count((CODE, None)) == renderings_of_readers
    resume(CODE, admin_user)
    assert "系统升级" not in client.get(URL).content.decode()


def test_the_relay_stores_the_pages_of_siblings_too(client, renderings):
    file()
    relay.run_once()
    file(document(situation="变更"), code="scjg-000131001000-02")
    relay.run_once()
    renderings.clear()

    page = client.get(URL).content.decode()

    assert "变更" in page
    assert renderings == []


def test_the_page_of_what_is_abolished_is_stored_with_its_status(client, admin_user):
    file()
    abolish(CODE, admin_user, "依据已废止")
    store()

    response = client.get(URL)

    assert response.status_code == 410
    assert "依据已废止" in response.content.decode()


def test_versions_are_made_for_each_reader_with_two_queries(client, django_assert_max_num_queries):
    file()
    file(document(change_note="压减时限"), version=2)
    store()

    with django_assert_max_num_queries(2):
        response = client.get(f"{URL}v/1/")

    assert response.status_code == 200


def test_a_query_in_the_address_changes_nothing(client):
    file()
    store()

    assert client.get(f"{URL}?from=app").content == client.get(URL).content


def test_a_page_that_is_right_is_not_stored_again(renderings):
    file()

    assert store() == len(stored_pages.LANGUAGES)
    renderings.clear()

    assert store() == 0
    assert renderings == []


def test_the_command_stores_what_a_release_lacks_and_goes_on_after_a_stop(settings, capsys):
    for number in range(5):
        file(document(name=f"事项{number}", basic=f"00000{number}"), code=f"guide-{number}")

    call_command("render_pages", limit=2, json="-")
    first = json.loads(capsys.readouterr().out)
    call_command("render_pages", json="-")
    rest = json.loads(capsys.readouterr().out)

    assert (first["pages"], rest["pages"]) == (4, 6)
    assert StoredPage.objects.filter(build=settings.BUILD_ID).count() == 10


def test_the_relay_fills_a_new_release_in_small_steps(settings, monkeypatch):
    for number in range(3):
        file(document(name=f"事项{number}", basic=f"00000{number}"), code=f"guide-{number}")
    filling, clock = stored_pages.Filling(), itertools.count()
    monkeypatch.setattr(stored_pages, "monotonic", lambda: next(clock))

    nothing = filling(until=0)
    after_looking = filling(until=next(clock) + 3)
    rest = filling(until=1000)

    assert (nothing, after_looking, rest) == (0, 2, 4)
    assert filling(until=2000) == 0
    assert StoredPage.objects.filter(build=settings.BUILD_ID).count() == 6


def test_the_pages_of_the_release_before_stay_until_they_are_dropped(client, settings):
    file()
    settings.BUILD_ID = "before"
    store()
    settings.BUILD_ID = "after"

    call_command("render_pages", language=["zh-hans"])
    both = StoredPage.objects.count()
    call_command("render_pages", drop_others=True)

    assert both == 3
    assert set(StoredPage.objects.values_list("build", flat=True)) == {"after"}


def test_only_the_codes_of_a_file_are_rendered_when_it_is_given(tmp_path):
    for code in ("one", "two", "three"):
        file(document(name=code, basic=code), code=code)
    codes = tmp_path / "codes.txt"
    codes.write_text("one\nthree\nnot-there\n")

    call_command("render_pages", codes=codes, language=["zh-hans"])

    assert set(StoredPage.objects.values_list("code", flat=True)) == {"one", "three"}
