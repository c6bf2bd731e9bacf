"""Differences inside sentences: right by hand-made expectation, complete, and quick."""

import re
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.comparing.characters import ADDED, DELETED, SAME, TOKEN, pieces
from tests.moderation.text_pairs import SENTENCES

MARK = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)
TEXTS = st.text(alphabet="申请人提交材料、，。12 ab\n", max_size=40)


def both(marked):
    """Return the old and the new text of a marked line."""
    return MARK.sub(r"\1", marked), MARK.sub(r"\2", marked)


def marked(found):
    signs = {SAME: "{}", DELETED: "[-{}-]", ADDED: "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in found)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_difference_is_the_one_that_a_reviewer_marks(line):
    assert marked(pieces(*both(line))) == line


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_and_touch_nowhere(old, new):
    found = pieces(old, new)

    assert "".join(one.text for one in found if one.kind != ADDED) == old
    assert "".join(one.text for one in found if one.kind != DELETED) == new
    assert all(one.text for one in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(TEXTS)
def test_a_text_that_stays_is_one_piece(text):
    assert [one.kind for one in pieces(text, text)] == ([SAME] if text else [])


def test_words_and_numbers_are_whole():
    assert TOKEN.findall("第12.5条 don't 8:30") == ["第", "12.5", "条", " ", "don't", " ", "8:30"]


def test_two_long_texts_that_have_little_in_common_are_compared_in_time():
    old = "".join(
        f"第{number}条 申请人应当提交第{number * 7}号材料，并对真实性负责。"
        for number in range(400)
    )
    new = "".join(
        f"第{number}款 经办人可以提供第{number * 3}类证明；由窗口核验。" for number in range(400)
    )

    began = process_time()
    found = pieces(old, new)

    assert process_time() - began < 1
    assert "".join(one.text for one in found if one.kind != ADDED) == old
