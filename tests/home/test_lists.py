"""Front page and lists: from public states alone, paged by key, closed guides left out."""

import pytest

from guides.models import Theme
from home import listing
from publication import states
from tests.home.samples import CODE, document, file, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def theme():
    """A theme of the catalogue."""
    return Theme.objects.create(code="market", name="准营准办", side="business")


def themed(name, code, **more):
    """File a guide under the theme."""
    item = {"business_themes": [{"code": "market", "name": "准营准办"}]}
    return file(document(name=name, basic=code, item=item, **more), code=code)


def rows(response):
    """Return the addresses of the guides that a list shows."""
    return [link["href"] for link in soup(response).select(".hits h2 a")]


def test_the_front_page_shows_guides_themes_departments_and_changes(client, theme):
    themed("食品经营许可", "a")

    page = soup(client.get("/"))

    assert page.select(".nine a[href='/guides/a/']")
    assert page.select("#business a[href='/themes/market/']")
    assert page.select("a[href='/departments/scjg/']")
    assert "首次公布" in page.select_one(".changes").get_text()
    assert page.select_one(".often a").get_text() == "开饭店"


def test_an_empty_city_has_a_front_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "您要办什么事？" in words(response)


def test_the_front_page_costs_the_same_however_many_guides_there_are(
    client, django_assert_max_num_queries
):
    for number in range(4):
        file(document(name=f"事项{number}", basic=str(number)), code=f"code-{number}")

    with django_assert_max_num_queries(8):
        client.get("/")


def test_changes_say_what_happened_and_why(client):
    file()
    states.abolish(CODE, None, "依据已经废止。")

    newest = soup(client.get("/")).select_one(".changes li").get_text(" ", strip=True)

    assert "食品经营许可" in newest
    assert "依据已经废止。" in newest


@pytest.mark.parametrize("path", ["/departments/scjg/", "/themes/market/"])
def test_lists_are_paged_by_key_without_gap_or_repetition(client, theme, monkeypatch, path):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    for code in "abcde":
        themed(f"事项{code}", code)

    seen, address = [], path
    while address:
        response = client.get(address)
        seen += rows(response)
        following = soup(response).select_one("a[rel=next]")
        address = path + following["href"] if following else ""

    assert seen == [f"/guides/{code}/" for code in "edcba"]


@pytest.mark.parametrize("path", ["/departments/scjg/", "/themes/market/"])
def test_a_page_of_a_list_costs_few_queries(client, theme, django_assert_max_num_queries, path):
    for code in "abcde":
        themed(f"事项{code}", code)

    with django_assert_max_num_queries(3):
        client.get(path)


@pytest.mark.parametrize("path", ["/departments/scjg/", "/themes/market/"])
def test_an_abolished_guide_leaves_the_lists_and_a_suspended_one_is_tagged(client, theme, path):
    for code in "ab":
        themed(f"事项{code}", code)
    states.abolish("a", None, "依据已经废止。")
    states.suspend("b", None, "系统升级。")

    response = client.get(path)

    assert rows(response) == ["/guides/b/"]
    assert soup(response).select_one(".hits .tag.warn")


def test_a_revision_moves_a_guide_to_its_new_theme(client, theme):
    Theme.objects.create(code="safety", name="安全生产", side="business")
    themed("事项", "a")
    moved = {"business_themes": [{"code": "safety", "name": "安全生产"}]}

    file(document(name="事项", basic="a", item=moved), code="a", version=2)

    assert rows(client.get("/themes/market/")) == []
    assert rows(client.get("/themes/safety/")) == ["/guides/a/"]


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "१"])
def test_a_nonsensical_key_gives_the_first_page(client, after):
    file()

    assert client.get("/departments/scjg/", {"after": after}).status_code == 200


@pytest.mark.parametrize("path", ["/departments/none/", "/themes/none/"])
def test_unknown_lists_are_not_found(client, path):
    assert client.get(path).status_code == 404
