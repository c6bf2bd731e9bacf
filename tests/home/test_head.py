"""What a page's head tells programs: its own address, its languages, how to show and read it."""

import json

import pytest

from guides.models import Theme
from publication import states
from tests.home.samples import CODE, document, file, filled, soup

pytestmark = [pytest.mark.django_db, pytest.mark.city]
BASE = "https://guides.example.gov.cn"
GUIDE = f"/guides/{CODE}/"
PAGES = ["/", GUIDE, "/departments/", "/departments/scjg/", "/themes/market/"]


@pytest.fixture(autouse=True)
def _city(settings):
    settings.PUBLIC_BASE_URL = BASE
    Theme.objects.create(code="market", name="准营准办", side="business")
    file(document(item={"business_themes": [{"code": "market", "name": "准营准办"}]}))


def head(client, path):
    return soup(client.get(path)).head


def alternates(tree):
    return {one["hreflang"]: one["href"] for one in tree.select("link[rel=alternate][hreflang]")}


def graph(tree):
    """Return the Open Graph of a page."""
    return {one["property"]: one["content"] for one in tree.select("meta[property]")}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_its_own_absolute_address_and_both_languages(client, path, language):
    tree = head(client, f"{language}{path}?utm_source=x&mode=elder")

    assert tree.select_one("link[rel=canonical]")["href"] == f"{BASE}{language}{path}"
    assert alternates(tree) == {
        "zh-Hans": f"{BASE}{path}",
        "en": f"{BASE}/en{path}",
        "x-default": f"{BASE}{path}",
    }


def test_a_later_part_of_a_list_has_an_address_of_its_own(client):
    tree = head(client, "/departments/scjg/?after=9&x=1")

    assert tree.select_one("link[rel=canonical]")["href"] == f"{BASE}/departments/scjg/?after=9"


def test_a_numbered_version_stands_for_the_guide(client):
    tree = head(client, f"{GUIDE}v/1/")

    assert tree.select_one("link[rel=canonical]")["href"] == f"{BASE}{GUIDE}"
    assert alternates(tree) == {}
    assert not tree.select("script[type='application/ld+json']")


@pytest.mark.parametrize("path", ["/nothing/", "/guides/none/", "/search/?q=x", "/guides/gone/"])
def test_what_search_engines_shall_not_keep_has_no_address(client, path):
    file(document(name="旧事项", basic="000131009999"), code="gone")
    states.abolish("gone", None, "依据已经废止。")

    tree = head(client, path)

    assert not tree.select("link[rel=canonical], link[hreflang], meta[property]")


@pytest.mark.parametrize(
    ("path", "kind", "locale"),
    [("/", "website", "zh_CN"), (GUIDE, "article", "zh_CN"), (f"/en{GUIDE}", "article", "en_US")],
)
def test_a_shared_page_shows_what_it_is(client, path, kind, locale):
    tree = head(client, path)
    shown = graph(tree)

    assert (shown["og:type"], shown["og:locale"]) == (kind, locale)
    assert shown["og:title"] == tree.title.get_text()
    assert shown["og:url"] == f"{BASE}{path}"
    assert shown["og:image"].startswith(f"{BASE}/static/img/share")


def test_the_title_of_a_shared_page_ends_where_it_ends(client):
    file(document(name='甲"><b>&乙', basic="1"), code="quotes")

    assert graph(head(client, "/guides/quotes/"))["og:title"].startswith('甲"><b>&乙')


def service(client, path=GUIDE):
    return json.loads(head(client, path).select_one("script[type='application/ld+json']").string)


def test_a_guide_is_a_government_service(client):
    file(filled(summary="开饭店先办这个。"), code="filled")

    told = service(client, "/guides/filled/")

    assert (told["@type"], told["url"]) == ("GovernmentService", f"{BASE}/guides/filled/")
    assert told["description"] == "开饭店先办这个。"
    assert told["serviceOperator"]["@type"] == "GovernmentOrganization"
    assert told["availableChannel"]
    assert {one["@type"] for one in told["subjectOf"]} == {"Legislation", "HowTo", "FAQPage"}


def test_it_is_told_in_english_where_there_are_english_names(client):
    file(filled(), code="filled")

    assert service(client, "/en/guides/filled/")["name"].startswith("Food business licence")


def test_no_text_of_a_guide_ends_the_data(client):
    file(document(summary="</script><script>alert(1)</script>&<!--"), code="evil")

    tree = soup(client.get("/guides/evil/"))

    assert (
        json.loads(tree.select_one("script[type='application/ld+json']").string)["description"]
        == "</script><script>alert(1)</script>&<!--"
    )
    assert not [one for one in tree.find_all("script") if "alert" in str(one.get("src"))]
    kinds = {one.get("type") for one in tree.find_all("script") if not one.get("src")}
    assert kinds == {"application/ld+json"}


@pytest.mark.parametrize(("path", "feed"), [("/", "/feed.atom"), ("/en/", "/en/feed.atom")])
def test_the_front_page_names_its_feed(client, path, feed):
    link = head(client, path).select_one("link[type='application/atom+xml']")

    assert (link["rel"], link["href"]) == (["alternate"], feed)
    assert client.get(feed).status_code == 200


def test_icons_are_there(client):
    links = [link["href"] for link in head(client, "/").select("link[rel*=icon]")]

    assert len(links) == 2
    assert client.get("/favicon.ico", follow=True).status_code == 200
