"""Why a guide stands where it does: the explanation says what the engines do."""

import pytest

from search.explaining import explain
from search.finding import find
from search.models import Synonym
from search.query import SearchQuery
from tests.search.samples import guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def transport():
    """A guide that holds 经营许可, but not four fifths of 食品经营许可."""
    item = {"name": "道路运输经营许可", "aliases": ["跑货运"]}
    code = publish(guide("000218015000", item=item, title="道路运输经营许可办事指南", summary=""))
    index_all()
    return code


def test_a_guide_that_holds_too_little_of_the_official_name_is_explained_as_no_hit(transport):
    Synonym.objects.create(word="开奶茶铺", official="食品经营许可")

    found = explain("开奶茶铺", transport)

    assert find(SearchQuery(q="开奶茶铺")).total == 0
    assert not found.is_hit
    (official,) = [one for one in found.wordings if "食品经营许可" in one.text]
    assert [(one.name, one.held, one.needed) for one in official.demands] == [
        ("", 3, 3), ("食品经营许可", 3, 4),
    ]  # fmt: skip


def test_what_is_explained_as_a_hit_is_one_and_stands_in_the_place_that_people_see(transport):
    code = publish(guide())
    index_all()
    Synonym.objects.create(word="开奶茶铺", official="食品经营许可")

    explained = {one: explain("开奶茶铺", one) for one in (code, transport)}

    hits = [hit.code for hit in find(SearchQuery(q="开奶茶铺")).hits]
    assert [one for one, found in explained.items() if found.is_hit] == hits == [code]
    assert (explained[code].rank, explained[transport].rank) == (1, None)


def test_a_word_of_letters_inside_a_longer_one_is_not_held(transport):
    item = {"name": "网络视频许可", "name_en": "Video licence", "aliases": []}
    code = publish(guide("000218016000", item=item))
    index_all()

    found = explain("id", code)

    assert [row.count for row in found.wordings[0].tokens] == [0]
