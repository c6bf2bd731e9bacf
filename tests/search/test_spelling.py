"""Typing as people do: characters of the same sound or shape, pinyin, initials, mixed letters."""

import pytest

from search.finding import find
from search.learning import learn, learn_when_due
from search.models import LearningRun, SpellingWord, Synonym
from search.query import SearchQuery
from search.spelling.correcting import corrected
from tests.search.samples import guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def learnt():
    aliases = ["社保卡丢了", "办营业执照"]
    publish(guide(title="居住证签发办事指南", item={"name": "居住证签发", "aliases": aliases}))
    Synonym.objects.create(word="暂住证", official="居住证")
    index_all()
    learn()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("居注证", "居住证"),
        ("签发居注证", "签发居住证"),
        ("营页执照", "营业执照"),
        ("社宝卡", "社保卡"),
        ("juzhuzheng", "居住证"),
        ("ju zhu zheng", "居住证"),
        ("juzuzeng", "居住证"),
        ("sbk", "社保卡"),
        ("she保卡", "社保卡"),
        ("居往证", "居住证"),
        ("jzz zenme ban", "居住证怎么办"),
        ("jzz diule", "居住证丢了"),
        ("zanzhu yingyezhizhao", "暂住营业执照"),
    ],
)
def test_a_word_is_read_as_names_spell_it(typed, meant, learnt):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "居住证",
        "passport",
        "量子力学",
        "driving licence",
        "12345",
        "我家工厂的申述住宅路",
    ],
)
def test_what_is_spelt_right_or_unknown_stays(typed, learnt):
    assert corrected(typed) is None


def test_a_misspelt_query_is_looked_for_as_it_was_meant_and_says_so(learnt):
    found = find(SearchQuery(q="居注证"))

    assert (found.total, found.corrected, found.query.q) == (1, "居住证", "居注证")


def test_only_my_words_are_not_corrected(learnt):
    found = find(SearchQuery(q="居注证", exact=True))

    assert (found.total, found.corrected) == (0, None)


def test_spellings_are_learnt_anew_when_the_dictionary_changed_and_not_at_once(learnt, set_clock):
    Synonym.objects.create(word="绿本本", official="居住证")
    at_once = learn_when_due(0)
    set_clock("2036-01-01 08:00")

    assert (at_once, learn_when_due(0), learn_when_due(0)) == (0, 1, 0)
    assert SpellingWord.objects.filter(word="绿本本").exists()
    assert LearningRun.objects.count() == 1
