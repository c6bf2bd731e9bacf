"""The site behind the real nginx: the same pages to all, from the cache, and never out of date."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from core.choices import Role
from home import stored_pages
from publication import states
from tests.config.nginx_front import OUTSIDE, before, run_out
from tests.factories import person
from tests.home.samples import CODE, file, filled, manual_of
from tests.home.test_files import WHOLE, long_file

pytestmark = pytest.mark.nginx
URL = f"/guides/{CODE}/"


@pytest.fixture
def site(live_server, tmp_path):
    """The site behind nginx, with one filed guide and its manual."""
    guide = filled()
    file(guide, manual=manual_of(guide))
    with before(live_server.thread.port, tmp_path) as front:
        yield front


def session_of(person_):
    client = Client()
    client.force_login(person_)
    return f"sessionid={client.cookies['sessionid'].value}"


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br", ""])
@pytest.mark.parametrize("is_stored", [True, False])
def test_the_second_reader_gets_the_same_page_from_the_cache(site, accepted, is_stored):
    if is_stored:
        stored_pages.keep([CODE])

    first = site.ask(URL, Accept_Encoding=accepted)
    second = site.ask(URL, Accept_Encoding=accepted)

    assert (first.status, first.cache, second.status, second.cache) == (200, "MISS", 200, "HIT")
    assert second.body == first.body
    assert second.headers["ETag"] == first.headers["ETag"]
    assert (first.headers["Content-Encoding"] == "gzip") == ("gzip" in accepted)


@pytest.mark.parametrize("path", [URL, "/", "/departments/", "/search/?q=x", "/api/v1/guides"])
def test_whoever_reads_gzip_and_whoever_does_not_get_each_their_own(site, path):
    stored_pages.keep([CODE])
    for _twice in range(2):
        packed = site.ask(path, Accept_Encoding="deflate, gzip;q=0.8")
        plain = site.ask(path, Accept_Encoding="br, gzip;q=0")

        assert packed.headers["Content-Encoding"] == "gzip"
        assert plain.headers["Content-Encoding"] is None
        assert packed.text == plain.text
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]
    assert (packed.cache, plain.cache) == ("HIT", "HIT")


@pytest.mark.parametrize("path", [URL, "/api/v1/guides/" + CODE])
@pytest.mark.parametrize("accepted", ["gzip", ""])
def test_a_reader_who_has_the_page_gets_304_through_the_cache(site, path, accepted):
    stored_pages.keep([CODE])
    etag = site.ask(path, Accept_Encoding=accepted).headers["ETag"]
    weak = etag if etag.startswith("W/") else f"W/{etag}"

    for known in (etag, weak, weak.removeprefix("W/"), f'"other", {weak}'):
        answer = site.ask(path, Accept_Encoding=accepted, If_None_Match=known)
        assert (answer.status, answer.body, answer.cache) == (304, b"", "HIT")
    assert site.ask(path, Accept_Encoding=accepted, If_None_Match='"other"').status == 200


@pytest.mark.parametrize("accepted", ["gzip", ""])
def test_a_page_that_ran_out_is_revalidated(site, accepted):
    stored_pages.keep([CODE])
    first = site.ask(URL, Accept_Encoding=accepted)
    run_out()

    again = site.ask(URL, Accept_Encoding=accepted)
    third = site.ask(URL, Accept_Encoding=accepted)

    assert (again.status, again.cache, third.cache) == (200, "REVALIDATED", "HIT")
    assert again.body == first.body


def test_a_suspended_guide_is_seen_when_the_micro_cache_runs_out(site):
    stored_pages.keep([CODE])
    before_that = site.ask(URL)
    states.suspend(CODE, None, "系统升级")

    at_once = site.ask(URL)
    run_out()
    later = site.ask(URL)

    assert at_once.body == before_that.body
    assert "系统升级" in later.text


def test_an_abolished_guide_is_kept_as_410(site):
    states.abolish(CODE, None, "废止")

    answers = [site.ask(URL), site.ask(URL)]

    assert [(one.status, one.cache) for one in answers] == [(410, "MISS"), (410, "HIT")]


def test_a_query_makes_no_other_page_of_a_guide_but_another_search(site):
    site.ask(URL)
    site.ask("/search/?q=a")

    assert site.ask(f"{URL}?utm_source=x&mode=elder").cache == "HIT"
    assert site.ask("/search/?q=b").cache == "MISS"


def test_a_manual_is_never_kept(site):
    path = f"/manuals/{CODE}/"
    official = site.ask(path, Cookie=session_of(person(Role.AUDITOR)))

    stranger = site.ask(path)

    assert (official.status, official.cache) == (200, "")
    assert (stranger.status, stranger.cache) == (302, "")
    assert stranger.headers["Location"].startswith("/admin/login/")


def test_an_editor_logs_in_through_nginx(site):
    editor = person(Role.COMPILER)
    editor.set_password(settings.DEMO_PASSWORD)
    editor.save()
    page = site.ask("/admin/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    cookie = page.headers["Set-Cookie"].split(";")[0]
    form = f"username={editor.username}&password={settings.DEMO_PASSWORD}"

    answer = site.ask(
        "/admin/login/",
        "POST",
        body=f"{form}&csrfmiddlewaretoken={token}&next=/admin/".encode(),
        Cookie=cookie,
        Origin=f"http://127.0.0.1:{site.port}",
        Content_Type="application/x-www-form-urlencoded",
    )

    assert (answer.status, answer.headers["Location"]) == (302, "/admin/")
    assert "sessionid=" in str(answer.headers)


def test_surrogate_keys_and_the_state_of_the_cache_are_for_those_inside(site):
    inside, outside = site.ask(URL), site.ask(URL, address=OUTSIDE)
    from_cache = site.ask(URL)

    assert inside.headers.get_all("Surrogate-Key") == [f"guide-{CODE}"]
    assert from_cache.headers["Surrogate-Key"] == f"guide-{CODE}"
    assert outside.headers["Surrogate-Key"] is None
    assert outside.headers["X-Cache-Status"] is None
    assert "public" in outside.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_inside_only(site, path):
    assert site.ask(path).status == 200
    assert site.ask(path, address=OUTSIDE).status == 404


def test_a_part_of_a_file_is_sent_through_the_cache(site):
    address = long_file()

    parts = [site.ask(quote(address), Range="bytes=1000-") for _twice in range(2)]

    assert [part.status for part in parts] == [206, 206]
    assert [part.body for part in parts] == [WHOLE[1000:]] * 2
    assert [part.headers["Content-Range"] for part in parts] == ["bytes 1000-1023/1024"] * 2


def test_what_is_gone_stays_gone_through_the_cache(site):
    states.abolish(CODE, None, "依据已经废止")
    etag = site.ask(URL).headers["ETag"]

    assert [site.ask(URL, If_None_Match=etag).status for _twice in range(2)] == [410, 410]
