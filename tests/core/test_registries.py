"""Lower rooms ask, upper rooms answer: every question has its answer, all of them at one door."""

import re

import pytest

from core import registries
from core.registries import Registry
from tests.test_house_rules import ROOT, python_files

QUESTIONS = {name: one for name, one in vars(registries).items() if isinstance(one, Registry)}
ANSWERING = re.compile(
    rf"\b(?:{'|'.join([*QUESTIONS, 'consumers', 'background_work'])})\.register\b"
)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_an_answer(name):
    assert QUESTIONS[name].answer is not None


def test_a_question_takes_one_answer_only():
    question = Registry("Which?", default=None)
    question.register(len)
    question.register(len)

    with pytest.raises(RuntimeError, match="two answers to: Which"):
        question.register(sum)


def test_rooms_answer_in_their_module_of_answers_only():
    answering = {
        path.relative_to(ROOT)
        for path in python_files()
        if path.relative_to(ROOT).parts[0] not in {"tests", "bench"}
        and ANSWERING.search(path.read_text(encoding="utf-8"))
    }

    assert len(answering) >= 5
    assert [str(path) for path in answering if path.name != "answers.py"] == []


def test_questions_are_all_asked_in_one_module():
    asking = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if re.search(r"= Registry\(", path.read_text(encoding="utf-8"))
        and path.relative_to(ROOT).parts[0] not in {"tests", "bench"}
    ]

    assert asking == ["core/registries.py"]
