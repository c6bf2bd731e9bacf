"""Straight answers: a fact of the guide that a question is about, or none at all."""

import pytest
from django.utils import translation

from search.answering.kinds import Kind, kind_of_question
from search.finding import find
from search.learning import learn
from search.query import SearchQuery
from tests.search.samples import demo_documents, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]
ID_CARD, DRIVING = "gaj-000709001000-01", "gaj-000109044000-01"


@pytest.fixture
def city():
    for document in demo_documents():
        publish(document)
    index_all()
    learn()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("补身份证要几天", Kind.TIME),
        ("补身份证多少钱", Kind.MONEY),
        ("换驾照带什么材料", Kind.PAPERS),
        ("公租房去哪里办", Kind.PLACE),
        ("办证大厅周六上班吗", Kind.HOURS),
        ("劳务派遣咨询电话", Kind.PHONE),
        ("换驾照网上能办吗", Kind.ONLINE),
        ("灵活就业一个月交多少钱", None),
        ("失业金能领多久", None),
        ("驾照过期多久不能换", None),
        ("身份证", None),
    ],
)
def test_what_a_question_asks_for(question, kind):
    assert kind_of_question(question) == kind


@pytest.mark.parametrize(
    ("question", "code", "text"),
    [
        ("身份证丢了补办要几天", ID_CARD, "15"),
        ("补身份证多少钱", ID_CARD, "40元"),
        ("换驾照要带什么材料", DRIVING, "身体条件证明"),
        ("换驾照网上能办吗", DRIVING, "全程网办"),
    ],
)
def test_a_certain_question_is_answered_from_its_section_and_version(question, code, text, city):
    answer = find(SearchQuery(q=question)).answer

    assert (answer.code, answer.version) == (code, 1)
    assert text in answer.text
    assert answer.section in {"time_limits", "fees", "materials", "handling"}


@pytest.mark.parametrize("question", ["要几天", "证件多少钱", "火星签证要几天", "公积金要几天"])
def test_an_uncertain_question_is_not_answered(question, city):
    assert find(SearchQuery(q=question)).answer is None


def test_an_answer_speaks_the_readers_language(city):
    with translation.override("en"):
        answer = find(SearchQuery(q="补身份证要几天")).answer

    assert answer.text == "15 days"
