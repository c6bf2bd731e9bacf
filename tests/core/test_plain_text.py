"""What may stand in a text: seen through every character that Unicode has."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts.plain_text import UNSEEN, fold_code, forbidden_in, without_invisible
from search.folding import fold

DIRECTIONS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)]
EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


@pytest.mark.parametrize("code", DIRECTIONS, ids=hex)
def test_every_control_of_direction_is_refused_with_its_place(code):
    found = forbidden_in(f"食品{chr(code)}经营")

    assert (found.reason, found.place, found.around) == ("direction_character", 3, "食品▯经营")
    assert found.code == f"{code:04X}"


def test_control_characters_and_half_pairs_are_refused_but_not_line_ends_and_tabs():
    controls = [char for char in EVERY if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]

    assert {char for char in controls if not forbidden_in(char)} == {"\n", "\r", "\t"}


def test_every_character_with_a_direction_of_its_own_is_refused():
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

    assert all(forbidden_in(c) for c in EVERY if unicodedata.bidirectional(c) in turning)


def test_no_invisible_format_character_stays_between_chinese_characters():
    seen = {0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2,
            0x110BD, 0x110CD, *range(0x13430, 0x13440)}  # fmt: skip
    formats = [c for c in EVERY if unicodedata.category(c) == "Cf" and ord(c) not in seen]

    left = [c for c in formats if not forbidden_in(c) and without_invisible(f"异{c}地") != "异地"]

    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "异地\u200b换证", "异地\u2060换证", "\ufeff异地换证", "异地\u00ad换证", "异地\u200d换证",
        "异地\u200c换证", "异\u200d\u200d地换证\u200b", "异地\u180e换证", "异地\ufe0f换证",
        "异地\u3164换证", "异地换\U000e0041证", "异地\u2063换\u034f证", "\U000e0100异地换证",
    ],
)  # fmt: skip
def test_what_nobody_sees_is_taken_out_and_folds_to_nothing(text):
    assert without_invisible(text) == "异地换证"
    assert fold(text) == "异地换证"


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3",  # emoji
        "قىز\u200cلار",  # Uyghur
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "ᠭ\u180b",  # Mongolian
        "क\u094d\u200dष",  # Devanagari
        "葛\U000e0100城",  # the old form of a name
    ],
)  # fmt: skip
def test_what_means_something_where_it_stands_stays(text):
    assert without_invisible(text) == text


@given(
    st.text(alphabet=st.sampled_from("a地1 ❤🙂ᠭق\u200b\u200c\u200d\ufe0f\u180b\U000e0100\u00ad"))
)
def test_cleaning_twice_is_cleaning_once_and_takes_nothing_seen(text):
    once = without_invisible(text)

    assert without_invisible(once) == once
    assert UNSEEN.sub("", once) == UNSEEN.sub("", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("００ ０１－31\u200b０23—000", "0001-31023-000"),
        (" 91350100 M000\u3000100Y43\n", "91350100M000100Y43"),
        ("ＳＣＪＧ", "SCJG"),
        ("D \u0327", "\u1e10"),
        ("", ""),
    ],
)
def test_a_code_is_folded(typed, kept):
    assert fold_code(typed) == kept
    assert fold_code(kept) == kept
