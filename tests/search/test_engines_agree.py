"""One behaviour: every engine gives the hits and the facet counts that the definition gives."""

import pytest

from publication import states
from search import consumer
from search.finding import find
from search.index_document import index_document
from search.models import Synonym
from search.query import MOST_LIMIT, SearchQuery
from tests.search.oracle import Oracle
from tests.search.samples import demo_documents, generated_documents, index_all, publish

QUERIES = [
    "", "开饭店", "開飯店", "提取公积金", "公积金提取", "食品经营许可", "食品經營許可證",
    "身份证丢了怎么办", "办居住证要多久", "我想开一家小吃店需要什么材料", "失业金", "租房提取",
    "车", "证", "房",
    "从业人员健康证明", "营业执照", "生育津贴 报销", "Ａ４", "A4纸", "351000", "000131023000",
    "scjg-000131023000-01", "driving licence", "licence", "市场监督管理局", "排水", "户外广告",
    "机动车驾驶证换证体检", "摆摊 夜市", "不存在的东西甲乙丙丁", "？！", "孩子出生上户口", "新办",
    "中华人民共和国食品安全法第三十五条", "0599-12345", "本人不能到场的可以委托他人代为办理吗",
    "预售许可 商品房", "特种设备使用登记 电梯", "消防安全 餐饮 油烟",
]  # fmt: skip
FILTERS = [
    {},
    {"department": "scjg"},
    {"department": ["scjg", "gjj", "dept-1"], "online": "1"},
    {"audience": ["1"], "free": "1"},
    {"situation": ["新办", "变更"], "audience": ["2"], "no_visit": "1"},
    {"theme": ["theme-1", "theme-2"]},
    {"region": "351001", "item_type": ["01"]},
    {"state": "suspended"},
    {"state": ["current", "suspended"], "instant": "1", "department": "nobody"},
    {"free": "1", "online": "1", "no_visit": "1", "sort": "fastest"},
]


@pytest.fixture
def oracle(db):
    """A register of demo and generated guides, some of them suspended or abolished."""
    codes = [publish(document) for document in [*demo_documents(), *generated_documents(40)]]
    for code in codes[1:40:9]:
        states.suspend(code, None, "系统升级")
    for code in codes[4:50:11]:
        states.abolish(code, None, "合并到别的事项")
    Synonym.objects.create(word="开饭店", official="食品经营许可\n餐饮服务")
    Synonym.objects.create(word="饭店", official="宾馆")
    Synonym.objects.create(word="失业金", official="失业保险金申领")
    return Oracle([index_document(state) for state in consumer.states()])


def answer(query):
    """Return the set of codes on all pages and the facet counts, as a reader gets them."""
    found, codes = find(query), []
    for page in range(1, found.pages + 1):
        codes += [hit.code for hit in find(query.but(page=page)).hits]
    assert len(codes) == len(set(codes)) == found.total
    facets = {name: {v.value: v.count for v in values} for name, values in found.facets.items()}
    return set(codes), facets, found


def differences(oracle, engine):
    """Return the queries whose answer is not the definition's."""
    wrong = []
    for number, text in enumerate(QUERIES):
        for filters in (FILTERS[0], FILTERS[number % len(FILTERS)], FILTERS[-1 - number % 4]):
            query = SearchQuery.from_params({"q": text, "limit": MOST_LIMIT} | filters)
            codes, facets, found = answer(query)
            assert (found.engine, found.degraded) == (engine, False)
            expected = oracle.answer(query) if query.q != "？！" else (set(), facets)
            if (codes, facets) != expected:
                wrong.append((text, filters, codes ^ expected[0], facets, expected[1]))
    return wrong


@pytest.mark.city
def test_the_database_finds_and_counts_what_the_definition_says(oracle, alone, db):
    from django.db import connection

    index_all()

    assert len(QUERIES) >= 40
    assert differences(oracle, connection.vendor) == []


@pytest.mark.elasticsearch
def test_elasticsearch_finds_and_counts_what_the_definition_says(oracle, elasticsearch_index):
    elasticsearch_index()

    assert differences(oracle, "elasticsearch") == []


def test_the_definition_finds_something_for_most_queries(oracle):
    hits = [len(oracle.answer(SearchQuery(q=text))[0]) for text in QUERIES]

    assert sum(count > 0 for count in hits) >= 30
    assert sum(0 < count < 20 for count in hits) >= 10
