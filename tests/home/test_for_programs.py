"""What programs look for at the root: robots.txt, the map, the feeds, security.txt."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from home import sitemap
from publication import states
from publication.models import PublicState
from tests.home.samples import document, file

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BASE = "https://guides.example.gov.cn"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _base(settings):
    settings.PUBLIC_BASE_URL = BASE


def xml(response):
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def places(response):
    """Return the addresses that a map, or a part of it, names."""
    return [one.text for one in xml(response).iter(f"{MAP}loc")]


def whole_map(client):
    """Return the addresses of all parts of the map."""
    parts = places(client.get("/sitemap.xml"))
    return [place for part in parts for place in places(client.get(part.removeprefix(BASE)))]


def publish(number, **more):
    return file(document(name=f"事项{number}", basic=str(number), **more), code=f"code-{number}")


def test_the_map_holds_every_open_guide_once_a_language(client, monkeypatch):
    monkeypatch.setattr(sitemap, "SPAN", 3)
    codes = [publish(number) for number in range(8)]
    states.abolish(codes[2], None, "废止")
    states.suspend(codes[3], None, "停电")

    guides = [place for place in whole_map(client) if "/guides/" in place]

    expected = [code for code in codes if code != codes[2]]
    assert guides == [f"{BASE}{start}/guides/{code}/" for code in expected for start in ("", "/en")]


def test_the_map_holds_the_front_page_and_the_lists(client):
    publish(1, item={"business_themes": [{"code": "market", "name": "准营准办"}]})

    found = whole_map(client)

    for path in ("/", "/departments/", "/departments/scjg/", "/themes/market/"):
        assert {f"{BASE}{path}", f"{BASE}/en{path}"} <= set(found)


def test_a_guide_of_the_map_names_its_other_language_and_its_last_change(client):
    publish(1)
    at = PublicState.objects.get().updated_at.astimezone(UTC)

    entry = xml(client.get("/sitemap-1.xml")).find(f"{MAP}url")

    assert entry.find(f"{MAP}lastmod").text == f"{at:%Y-%m-%dT%H:%M:%SZ}"
    assert [link.get("hreflang") for link in entry.iter("{http://www.w3.org/1999/xhtml}link")] == [
        "zh-Hans",
        "en",
        "x-default",
    ]


@pytest.mark.parametrize("path", ["/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-x.xml"])
def test_there_is_no_part_that_the_index_does_not_name(client, path):
    publish(1)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("path", "queries"), [("/sitemap.xml", 1), ("/sitemap-1.xml", 2)])
def test_a_part_costs_the_same_however_many_guides_there_are(
    client, django_assert_max_num_queries, path, queries
):
    for number in range(6):
        publish(number)

    with django_assert_max_num_queries(queries):
        client.get(path)


def test_robots_are_told_where_the_map_is_and_what_is_not_theirs(client):
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {BASE}/sitemap.xml" in text.splitlines()
    assert "Disallow: /admin/" in text.splitlines()
    assert "Disallow: /\n" not in text


def test_security_txt_names_a_contact_and_is_valid_for_less_than_a_year(client, settings):
    settings.SECURITY_CONTACTS = ["mailto:security@example.gov.cn", "tel:12345"]

    rows = client.get("/.well-known/security.txt").content.decode().splitlines()

    fields = [row.split(": ", 1) for row in rows]
    expires = datetime.fromisoformat(dict(fields)["Expires"])
    assert [value for name, value in fields if name == "Contact"] == settings.SECURITY_CONTACTS
    assert timedelta(days=100) < expires - datetime.now(UTC) < timedelta(days=365)
    assert dict(fields)["Canonical"] == f"{BASE}/.well-known/security.txt"


def entries(response):
    return [
        {
            "title": one.find(f"{ATOM}title").text,
            "id": one.find(f"{ATOM}id").text,
            "summary": one.find(f"{ATOM}summary").text,
            "author": one.find(f"{ATOM}author/{ATOM}name").text,
            "link": one.find(f"{ATOM}link").get("href"),
            "updated": one.find(f"{ATOM}updated").text,
        }
        for one in xml(response).iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_the_last_event_of_each_guide_newest_first(client):
    publish(1, change_note="首次公布 <b>")
    publish(2)
    states.suspend("code-1", None, "系统升级")

    found = entries(client.get("/feed.atom"))

    assert [one["title"] for one in found] == ["暂停办理 · 事项1（新办）", "发布 · 事项2（新办）"]
    assert found[0]["summary"] == "系统升级"
    assert found[0]["link"] == f"{BASE}/guides/code-1/"
    assert found[0]["author"] == "市场监督管理局"
    assert len({one["id"] for one in found}) == 2


def test_an_abolished_guide_is_told(client):
    publish(1)
    states.abolish("code-1", None, "依据已经废止")

    assert [one["summary"] for one in entries(client.get("/feed.atom"))] == ["依据已经废止"]


def test_a_departments_feed_tells_of_its_own_guides_only(client):
    publish(1)
    other = {"authority": {"slug": "gaj", "name": "公安局"}}
    file(document(name="户口", basic="9", item=other), code="gaj-9")

    found = entries(client.get("/departments/gaj/feed.atom"))

    assert [one["link"] for one in found] == [f"{BASE}/guides/gaj-9/"]
    assert client.get("/departments/none/feed.atom").status_code == 404


def test_the_feed_is_english_below_en_and_has_an_identity_of_its_own(client):
    publish(1)

    chinese, english = (xml(client.get(f"{start}/feed.atom")) for start in ("", "/en"))

    assert english.find(f"{ATOM}id").text == f"{BASE}/en/feed.atom"
    assert chinese.find(f"{ATOM}id").text == f"{BASE}/feed.atom"
    assert "Published" in english.find(f"{ATOM}entry/{ATOM}title").text


def test_who_has_the_feed_gets_304_until_something_happens(client):
    publish(1)
    etag = client.get("/feed.atom")["ETag"]

    same = client.get("/feed.atom", headers={"if-none-match": etag})
    states.suspend("code-1", None, "停电")
    changed = client.get("/feed.atom", headers={"if-none-match": etag})

    assert (same.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize(
    "path",
    ["/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/feed.atom", "/.well-known/security.txt"],
)
def test_they_are_read_without_a_session_and_may_be_kept(path):
    publish(1)

    response = Client().get(path)

    assert "public" in response["Cache-Control"]
    assert not response.cookies
