"""Folding, bigrams and marks: properties that hold for every text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bigrams import RUNS, characters, index_tokens, is_single_character, query_tokens
from search.dictionary.snapshot import shipped_asking
from search.folding import fold, fold_with_places
from search.highlighting import LONGEST, highlights, mark
from search.matching import necessary_groups, needed
from search.question_words import without_asking, without_leading_verb

HAN = st.text(st.sampled_from("开饭店食品经营许可證館后後证馆办理"), min_size=1, max_size=40)
ANY = st.text(max_size=80)
MIXED = st.text(st.sampled_from("开饭店許可A4ａ59-， <&>\"'。1"), max_size=60)


@given(ANY)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(ANY, ANY)
def test_a_piece_folds_to_a_piece(first, second):
    assert fold(first + second) == fold(first) + fold(second)


@given(ANY)
def test_every_folded_character_knows_where_it_came_from(text):
    folded, places = fold_with_places(text)

    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)


def test_width_script_case_and_accents_make_no_difference():
    assert fold("ＡBc１２ 開飯店 Café 〇") == "abc12 开饭店 cafe 〇"


@given(HAN, st.data())
def test_every_stretch_of_a_text_finds_the_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    held = {*index_tokens(text), *characters(text)}

    assert set(query_tokens(text[start:end])) <= held


@given(ANY)
def test_tokens_hold_nothing_that_an_engine_would_split_or_read_as_syntax(text):
    for token in [*index_tokens(text), *query_tokens(text), *characters(text)]:
        assert RUNS.fullmatch(token)
        assert 1 <= len(token) <= 40
        assert not re.search(r"[\s'\"\\_&|!()*:<>]", token)
        assert fold(token) == token


def test_numbers_are_there_in_parts_and_in_one_piece():
    assert query_tokens("0599-8700123") == ["0599", "8700123"]
    assert {"0599", "8700123", "05998700123"} <= set(index_tokens("电话：(0599)8700123。"))


def test_a_character_alone_is_a_token_of_its_own():
    assert query_tokens("车 A4纸") == ["车", "a4", "纸"]
    assert is_single_character("车") and not is_single_character("a")


@given(st.integers(1, 48))
def test_what_holds_enough_tokens_holds_a_whole_group(count):
    tokens = [str(number) for number in range(count)]
    least = needed(count)
    groups = necessary_groups(tokens, least)

    assert 1 <= least <= count
    assert sorted(token for group in groups for token in group) == sorted(tokens)
    # One group more than a hit may miss tokens: they cannot spoil them all.
    assert len(groups) == count - least + 1
    assert all(groups)


def test_how_many_tokens_a_hit_holds():
    assert [needed(count) for count in (1, 2, 3, 4, 5, 8, 9, 13, 20)] == [
        1, 2, 3, 3, 3, 6, 6, 9, 14,
    ]  # fmt: skip


@given(MIXED, MIXED)
def test_marks_change_nothing_but_add_marks(text, query):
    marked = mark(text, set(query_tokens(query)))

    plain = marked.replace("<mark>", "").replace("</mark>", "")
    assert html.unescape(plain) == text
    assert "<" not in plain
    assert marked.count("<mark>") == marked.count("</mark>")
    assert "</mark><mark>" not in marked


def test_a_long_paragraph_is_cut_around_its_marks():
    line = "前面的话很长。" * 40 + "这里写着油烟净化设施的要求，" + "后面的话也长。" * 40

    (fragment,) = highlights({"conditions": [line]}, set(query_tokens("油烟净化设施")))

    assert "<mark>油烟净化设施</mark>" in fragment.html
    assert len(fragment.html) < LONGEST + 40
    assert fragment.html.startswith("……这里写着")


def test_words_of_asking_are_left_out_unless_they_are_all():
    words = shipped_asking()

    assert without_asking("办居住证要多久", words) == "办居住证"
    assert without_asking("开饭店需要什么材料？", words) == "开饭店"
    assert without_asking("办身份证要几天", words) == "办身份证"
    assert without_asking("怎么办理", words) == "怎么办理"
    assert without_leading_verb("办居住证") == "居住证"
    assert without_leading_verb("居住证") is None


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("食品经营许可多久能办好", "食品经营许可"),
        ("居住证申请几天能拿到", "居住证申请"),
        ("建筑节能怎么办理", "建筑节能"),
        ("押金退还要多久", "押金退还"),
        ("会议纪要哪里", "会议纪要"),
        ("个人所得怎么算", "个人所得 算"),
        ("营业执照还要带什么", "营业执照"),
        ("落户得去哪里办", "落户"),
        ("派员工要办什么资质", "派员工 资质"),
        ("房租能提吗，每次多少", "房租能提 每次"),
        ("开酒吧 许可", "开酒吧 许可"),
        ("开网吧", "开网吧"),
    ],
)
def test_the_end_of_a_name_is_no_word_of_asking(question, kept):
    assert without_asking(question, shipped_asking()) == kept
