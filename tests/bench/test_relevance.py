"""Citizens' questions on the demo city: what they find, and that straight answers are right.

The figures that must not fall by more than 0.01 stand here; `bench/relevance/run.py` measures them
on every engine, and prints what is missed.
"""

import sys
from math import log2

import pytest
from django.conf import settings

from search.dictionary.shipped import load_shipped
from search.finding import find
from search.learning import learn
from search.query import SearchQuery
from tests.search.samples import DEMO, code_of, demo_documents, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]

PLAIN, WITH_WORDS = 0.96, 0.98
"""nDCG@10 of the fixed half without the dictionary, and of all with it."""

FIXED = 125

MOST_FALLEN = 0.01
ANSWERS_RIGHT = 0.95


@pytest.fixture
def alone(settings):
    """Let the database answer, whatever the environment names."""
    settings.SEARCH_URL = ""


@pytest.fixture
def questions(monkeypatch):
    """All questions as [(text, {code: grade})], the whole demo city published."""
    names = sorted(path.stem for path in (DEMO / "guides").glob("*.json"))
    codes = {}
    for name, document in zip(names, demo_documents(), strict=True):
        codes[name] = code_of(document)
        publish(document)
    index_all()
    learn()
    monkeypatch.setattr(sys, "path", [*sys.path, str(settings.BASE_DIR / "bench" / "relevance")])
    from _questions import HALVES, questions

    return [(text, judged) for half in HALVES for _key, text, judged in questions(half, codes)]


def gain(judged, codes):
    """Return nDCG@10 of one question."""
    graded = [judged.get(code, 0) for code in codes[:10]]
    best = sorted(judged.values(), reverse=True)[:10]
    return _sum(graded) / _sum(best)


def _sum(grades):
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades))


def found(questions):
    """Return [(judged, codes, answer)] of all questions."""
    results = [(judged, find(SearchQuery(q=text))) for text, judged in questions]
    return [
        (judged, [hit.code for hit in (*one.hits, *one.related)], one.answer)
        for judged, one in results
    ]


def test_citizens_questions_find_as_well_as_they_did_and_answers_are_right(questions):
    chosen = questions[::2]  # each half in part: the whole takes a minute
    plain = found(questions[:FIXED:2])
    load_shipped()
    learn()

    with_words = found(chosen)

    assert len(questions) == 250
    gains = [
        sum(gain(judged, codes) for judged, codes, _answer in rows) / len(rows)
        for rows in (plain, with_words)
    ]
    assert gains[0] > PLAIN - MOST_FALLEN
    assert gains[1] > WITH_WORDS - MOST_FALLEN
    assert sum(not codes for _judged, codes, _answer in with_words) / len(chosen) < 0.02
    answers = [judged.get(one.code, 0) == 2 for judged, _codes, one in with_words if one]
    assert len(answers) > 12
    assert sum(answers) / len(answers) >= ANSWERS_RIGHT
