"""The one filter of lists: what the site and the API find, from publication's own rows."""

import pytest

from guides.models import Theme
from publication import states
from publication.choices import FacetName, State
from publication.listed import listed_guides, open_themes
from publication.models import PublicState
from publication.summary import facets_of
from search.index_document import index_document
from tests.home.samples import document, file

pytestmark = pytest.mark.django_db
MARKET = {"business_themes": [{"code": "market", "name": "准营准办"}]}


def codes(**filters):
    return sorted(listed_guides(**filters).values_list("code", flat=True))


@pytest.fixture
def city(db):
    """Three guides in force and one abolished, all but one under a theme."""
    file(document(basic="a", item=MARKET), code="a")
    file(document(basic="b", item=MARKET | {"audience": ["2"]}), code="b", version=2)
    file(document(basic="c"), code="c", version=3)
    file(document(basic="d", item=MARKET), code="d", version=4)
    states.abolish("d", None, "废止")


@pytest.mark.city
def test_a_list_holds_open_guides_unless_a_state_is_asked_for(city):
    assert codes() == ["a", "b", "c"]
    assert codes(theme=["market"]) == ["a", "b"]
    assert codes(theme=["market"], audience=["2"]) == ["b"]
    assert codes(theme=["market", "food"], audience=["1", "2"]) == ["b"]
    assert codes(states=[State.ABOLISHED], theme=["market"]) == ["d"]


@pytest.mark.city
def test_themes_are_counted_among_open_guides(city):
    assert sorted(open_themes().values_list("value", "state__code")) == [
        ("market", "a"),
        ("market", "b"),
    ]


@pytest.mark.city
def test_site_and_api_list_the_same_guides_of_a_theme_before_anything_is_indexed(city, client):
    Theme.objects.create(code="market", name="准营准办", side="business")

    site = client.get("/themes/market/").content.decode()
    api = client.get("/api/v1/guides", {"theme": "market"}).json()

    assert sorted(item["code"] for item in api["items"]) == ["a", "b"]
    assert [code for code in "abcd" if f"/guides/{code}/" in site] == ["a", "b"]


def test_facets_are_those_of_the_search_index(city):
    for state in PublicState.objects.select_related("current").exclude(state=State.ABOLISHED):
        indexed = {
            (one.name, one.value)
            for one in index_document(state).facets
            if one.name in FacetName.values
        }

        assert facets_of(state.summary) == indexed
        assert set(state.facets.values_list("name", "value")) == indexed


def test_facets_follow_the_newest_version(city):
    renamed = {"business_themes": [{"code": "food", "name": "餐饮"}]}

    file(document(basic="a", item=renamed), code="a", version=5)

    assert codes(theme=["market"]) == ["b"]
    assert codes(theme=["food"]) == ["a"]
