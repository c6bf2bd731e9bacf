"""Texts of a shown Document: kept by language, and never in the language of somebody else."""

from threading import Thread

import pytest
from django.utils import translation

from guides import choices
from guides.showing.language import gettext, speaking, spoken
from guides.showing.words import day, in_english, label

SAID = {
    "zh-hans": ("打印", "个工作日", "2025 年 1 月 2 日"),
    "en": ("Print", "working days", "2 January 2025"),
}


def said():
    return gettext("Print"), label(choices.TimeUnit, "working_day"), day("2025-01-02")


@pytest.mark.parametrize("first", ["zh-hans", "en"])
def test_each_language_gets_its_own_texts_whichever_was_asked_first(first):
    second = {"zh-hans": "en", "en": "zh-hans"}[first]

    with speaking(first):
        one = said()
    with translation.override(second):
        other = said()

    assert {first: one, second: other} == SAID


def test_speaking_ends_with_its_block():
    with translation.override("zh-hans"):
        with speaking("en"):
            assert in_english()
            assert translation.get_language() == "en"

        assert spoken() == "zh-hans"


def test_another_thread_does_not_hear_what_this_one_speaks():
    heard = []
    thread = Thread(target=lambda: heard.append(spoken()))

    with speaking("en"):
        thread.start()
        thread.join()

    assert heard == ["zh-hans"]
