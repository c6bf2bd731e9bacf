"""Finding: phrases and everyday names find a guide; few queries, safe marks, filters that count."""

from functools import cache

import pytest
from django.utils import translation

from guides.document import GuideDocument, public_cut
from publication import states
from publication.models import PublicState
from search.bigrams import characters, index_tokens, query_tokens
from search.dictionary.snapshot import dictionary
from search.finding import find
from search.index_document import index_document
from search.models import Synonym
from search.query import SearchQuery
from search.texts import texts_of
from tests.search.samples import demo_documents, generated_documents, guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]

PARAGRAPH = (
    "经营场所应当与有毒有害场所以及其他污染源保持规定的距离，油烟净化设施经检测合格后方可投入使用。"
)


@pytest.fixture
def restaurant():
    return publish(guide(conditions={"items": [{"key": "1", "text": PARAGRAPH}]}))


def codes(**params):
    return [hit.code for hit in find(SearchQuery.from_params(params)).hits]


@pytest.mark.parametrize(
    "q",
    [
        "其他污染源保持规定",
        "油烟净化设施经检测",
        "开奶茶店",
        "開奶茶店",
        "食品经营许可新办",
        "000131001000",
        "scjg-000131001000-01",
        "market supervision",
        "烟",
    ],
)
def test_a_guide_is_found_by_what_stands_anywhere_in_it(q, restaurant):
    publish(guide("000131002000", title="别的", summary="", item={"name": "别的", "aliases": []}))
    index_all()

    assert restaurant in codes(q=q)


def test_an_unrelated_guide_is_not_found(restaurant):
    index_all()

    assert codes(q="机动车驾驶证") == []


def test_word_order_does_not_matter(restaurant):
    index_all()

    assert codes(q="许可食品经营") == codes(q="食品经营许可") == [restaurant]


def test_an_everyday_word_finds_its_official_name_at_once(restaurant):
    index_all()
    before = codes(q="摆小摊")

    Synonym.objects.create(word="摆小摊", official="食品经营许可")
    found = find(SearchQuery(q="想摆小攤怎么办"))

    assert before == []
    assert [hit.code for hit in found.hits] == [restaurant]
    assert found.expanded == ["食品经营许可"]


def test_the_exact_word_alone_can_be_asked_for(restaurant):
    Synonym.objects.create(word="摆小摊", official="食品经营许可")
    index_all()

    found = find(SearchQuery(q="摆小摊", exact=True))

    assert (found.total, found.expanded) == (0, [])


def test_a_hit_has_all_that_its_row_shows(restaurant):
    index_all()

    hit = find(SearchQuery(q="污染源保持")).hits[0]

    assert hit.facts["department"]["slug"] == "scjg"
    assert (hit.state, hit.version, hit.effective_on) == ("current", 1, "2026-01-01")
    assert hit.excerpt["field"] == "conditions"
    assert "<mark>污染源保持</mark>" in hit.excerpt["html"]


def test_a_title_that_says_it_comes_before_a_text_that_mentions_it(restaurant):
    mention = {"items": [{"key": "1", "text": "已取得食品经营许可。"}]}
    item = {"name": "门头招牌", "aliases": []}
    publish(guide("000131009000", title="门头招牌备案", summary="", conditions=mention, item=item))
    index_all()

    assert codes(q="食品经营许可")[0] == restaurant


@pytest.mark.parametrize(
    ("q", "most"), [("", 3), ("餐饮", 8), ("我想办理营业执照需要什么材料", 8), ("甲乙丙丁", 12)]
)
def test_a_search_page_costs_few_queries(q, most, django_assert_max_num_queries):
    for document in generated_documents(30):
        publish(document)
    index_all()
    query = SearchQuery.from_params({"q": q, "audience": "1" if q == "餐饮" else ""})

    dictionary()

    with django_assert_max_num_queries(most):
        find(query)


def test_a_facets_own_filter_leaves_its_counts_alone():
    for document in generated_documents(28):
        publish(document)
    index_all()
    all_counts = {one.value: one.count for one in find(SearchQuery()).facets["department"]}

    found = find(SearchQuery.from_params({"department": "dept-1"}))

    assert {one.value: one.count for one in found.facets["department"]} == all_counts
    assert found.total == all_counts["dept-1"] == 4
    assert [one.value for one in found.facets["department"] if one.selected] == ["dept-1"]
    assert sum(one.count for one in found.facets["situation"]) == 4


def test_labels_of_facets_follow_the_language(restaurant):
    index_all()

    chinese = find(SearchQuery()).facets["department"][0].label
    with translation.override("en"):
        english = find(SearchQuery()).facets["department"][0].label

    assert (chinese, english) == ("云溪市市场监督管理局", "Market Supervision Bureau")


def test_a_suspended_guide_is_found_and_says_so(restaurant):
    states.suspend(restaurant, None, "系统升级")
    index_all()

    assert [hit.state for hit in find(SearchQuery(q="食品经营")).hits] == ["suspended"]


def test_marks_are_safe_html():
    text = '<img src=x onerror="alert(1)">污染源&<b>保持</b>'
    publish(guide(conditions={"items": [{"key": "1", "text": text}]}))
    index_all()

    hit = find(SearchQuery(q="污染源 img 保持")).hits[0]

    html = hit.highlights["conditions"][0]
    assert html.startswith("&lt;<mark>img</mark> src=x onerror=&quot;alert")
    assert html.replace("<mark>", "").replace("</mark>", "").count("<") == 0


def test_a_manuals_and_a_guides_internal_words_are_not_in_the_index():
    document = guide(
        conditions={"items": [{"key": "1", "text": "条件", "review": {"points": "内部暗号甲"}}]},
        process={
            "steps": [
                {"key": "1", "name": "审查", "standard": "内部暗号乙", "post": "内部暗号丙"}
                | {"phone": "内部暗号丁", "document_form": "内部暗号戊"}
            ]
        },
    )
    publish(document)
    index_all()

    indexed = index_document(PublicState.objects.select_related("current").get())

    assert "内部暗号" in document.model_dump_json()
    assert "内部" not in indexed.payload() + " ".join(indexed.tokens()["text"])
    assert codes(q="内部暗号") == []


def test_every_chinese_word_for_readers_can_be_found():
    """But for what changed, which is not what a guide is about, and keys of other parts."""
    missed = {
        (key, text)
        for document in demo_documents()
        for key, text in _lines(public_cut(document))
        if key not in {"change_note", "key"} and not _held(document) >= set(query_tokens(text))
    }

    assert missed == set()


def _lines(value, key=""):
    if isinstance(value, dict):
        pairs = [pair for name, inner in value.items() for pair in _lines(inner, name)]
    elif isinstance(value, list):
        pairs = [pair for inner in value for pair in _lines(inner, key)]
    else:
        pairs = [(key, value)] if isinstance(value, str) and characters(value) else []
    return pairs


def _held(document):
    return _held_tokens(document.model_dump_json())


@cache
def _held_tokens(document_json):
    texts = texts_of(public_cut(GuideDocument.model_validate_json(document_json)))
    lines = [line for values in texts.values() for line in values]
    return {token for line in lines for token in (*index_tokens(line), *characters(line))}
