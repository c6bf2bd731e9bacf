"""Each rule finds what breaks it and leaves alone what nearly does."""

from datetime import date

import pytest
from django.utils import translation

from quality.check import check_document
from quality.mending import apply_changes
from quality.rule import RULES
from quality.terms import Terms
from quality.word_lists import shipped_words
from tests.quality.clean_guide import CLEAN, broken_guide
from tests.quality.rule_cases import BREAKS, NEARLY

TERMS = Terms(today=date(2026, 11, 28), words=shipped_words())
OTHER_TEXT = {"L24"}
"""Rules that compare with another Document have tests of their own."""


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def cases(table):
    return [
        pytest.param(rule, changes, id=f"{rule}-{number}")
        for rule, all_changes in table.items()
        for number, changes in enumerate(all_changes)
    ]


def found_by(rule, data):
    return [one for one in check_document(data, TERMS) if one.rule == rule]


def test_the_rules_of_the_specification_and_that_of_questions_are_there():
    assert sorted(RULES) == [f"L{number:02}" for number in range(1, 32)]


def test_each_rule_has_three_texts_that_break_it_and_three_that_nearly_do():
    few = {
        rule
        for rule in RULES
        if rule not in OTHER_TEXT and (len(BREAKS[rule]) < 3 or len(NEARLY[rule]) < 3)
    }

    assert few == set()


def test_nothing_is_found_in_a_clean_guide():
    assert check_document(CLEAN, TERMS) == []


@pytest.mark.parametrize(("rule", "changes"), cases(BREAKS))
def test_a_rule_finds_what_breaks_it(rule, changes):
    assert found_by(rule, broken_guide(changes))


@pytest.mark.parametrize(("rule", "changes"), cases(NEARLY))
def test_a_rule_leaves_alone_what_nearly_breaks_it(rule, changes):
    assert found_by(rule, broken_guide(changes)) == []


@pytest.mark.parametrize(("rule", "changes"), cases(BREAKS))
def test_a_finding_names_a_place_that_is_there_and_a_span_within_its_text(rule, changes):
    data = broken_guide(changes)

    for finding in found_by(rule, data):
        value = value_at(data, finding.pointer)
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(value)


@pytest.mark.parametrize(("rule", "changes"), cases(BREAKS))
def test_a_certain_fix_takes_its_finding_away(rule, changes):
    data = broken_guide(changes)

    for finding in found_by(rule, data):
        if finding.fix and finding.fix.certain:
            mended = applied(data, finding.fix)
            same = {(one.pointer, one.message) for one in found_by(rule, mended)}
            assert (finding.pointer, finding.message) not in same


def value_at(data, pointer):
    for step in pointer.strip("/").split("/"):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def applied(data, fix):
    return apply_changes(data, fix.changes)
