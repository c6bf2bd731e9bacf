"""Two tiers: hits as defined, then guides that hold only some of the words; one order for all."""

import pytest

from search.engines import database
from search.engines.frequencies import count_anew
from search.finding import find
from search.models import BestBet, Synonym
from search.query import SearchQuery
from tests.search.samples import generated_documents, guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def restaurant():
    code = publish(guide())
    for document in generated_documents(12):
        publish(document)
    index_all()
    count_anew()
    return code


def test_what_holds_only_some_of_the_words_follows_and_is_not_counted(restaurant):
    found = find(SearchQuery(q="食品经营许可在火星上面怎么办理的呢"))

    assert found.total == 0
    assert found.related[0].code == restaurant
    assert found.related[0].missing == ("在火星上面",)


def test_related_guides_fill_the_room_of_a_page_and_no_more(restaurant):
    words = "餐饮登记许可备案提取换证年检补贴审批"
    pages = [find(SearchQuery(q=words, limit=5, page=page)) for page in (1, 2, 3)]

    codes = [hit.code for page in pages for hit in (*page.hits, *page.related)]
    assert len(codes) == len(set(codes))
    assert [len(page.hits) + len(page.related) for page in pages[:2]] == [5, 5]


@pytest.mark.parametrize("q", ["食堂的证可以怎么开", "餐前饮后要什么", "可以办理什么"])
def test_what_shares_lone_characters_or_words_that_say_nothing_is_not_related(q, restaurant):
    found = find(SearchQuery(q=q))

    assert (found.total, found.related) == (0, [])


def test_part_of_an_official_name_is_no_hit_for_the_everyday_word_that_it_stands_for(restaurant):
    other = publish(
        guide("000131777000", item={"name": "劳务经营许可", "aliases": []}, title="劳务")
    )
    index_all()
    Synonym.objects.create(word="卖盒饭", official="食品经营许可")

    found = find(SearchQuery(q="卖盒饭"))

    assert [hit.code for hit in found.hits] == [restaurant]
    assert other not in [hit.code for hit in found.related]


def test_an_official_name_makes_a_guide_related_where_the_question_shares_no_word(restaurant):
    Synonym.objects.create(word="盒饭", official="食品经营许可")

    found = find(SearchQuery(q="隔壁王叔叔明年打算卖盒饭"))

    assert (found.total, found.related[0].code) == (0, restaurant)


@pytest.mark.parametrize("q", ["000999999999", "0599-1234567", "scjg-000131001000-09"])
def test_nothing_is_nearly_a_number(q, restaurant):
    found = find(SearchQuery(q=q))

    assert (found.total, found.related) == (0, [])


def test_an_exact_title_is_first_however_many_guides_match(monkeypatch, db):
    for document in generated_documents(30):
        publish(document)
    exact = publish(guide("000131777000", title="排水登记", item={"name": "排水", "aliases": []}))
    for number in range(30):
        text = {"items": [{"key": "1", "text": "排水登记以后再来。"}]}
        item = {"name": f"别的事{number}", "aliases": []}
        publish(guide(f"0001317{number:05d}", title="别的", item=item, conditions=text))
    index_all()
    monkeypatch.setattr(database, "CANDIDATES", 5)

    assert find(SearchQuery(q="排水登记")).hits[0].code == exact


def test_several_questions_in_one_find_hits_of_each_and_say_of_which(restaurant):
    found = find(SearchQuery(q="食品经营许可 + 餐饮"))

    parts = {hit.part for hit in found.hits}
    assert parts == {"食品经营许可", "餐饮"}


def test_an_editors_choice_comes_first_in_its_time(restaurant, set_clock):
    other = find(SearchQuery(q="", limit=5)).hits[-1].code
    BestBet.objects.create(
        queries="食品经营许可", code=other, reason="专项行动", until_on="2026-11-30"
    )

    set_clock("2026-11-30 10:00")
    during = find(SearchQuery(q="食品 经营许可"))
    set_clock("2026-12-01 10:00")
    after = find(SearchQuery(q="食品经营许可"))

    assert (during.hits[0].code, during.hits[0].pinned) == (other, True)
    assert after.hits[0].code == restaurant


def test_facets_are_counted_on_the_first_page_only(restaurant):
    first, second = (find(SearchQuery(q="", limit=5, page=page)) for page in (1, 2))

    assert first.facets["department"]
    assert second.facets == {}
