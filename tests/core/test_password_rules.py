"""A password that only repeats itself is short, in every script."""

import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from core.access.password_rules import without_repetition


@pytest.mark.parametrize(
    "password",
    [
        "密码密码密码密码",
        "我的密码我的密码我的密码",
        "密码密码密码密码1",
        "abcabcabcabc",
        "Abcabcabcabc!",
        "ａｂｃabcABCabc",
        "aaaaaaaaaaaaaaaa",
        "a1a1a1a1b2b2b2b2",
        "12ab12ab12ab12ab",
        "办办办办事事事事指指指指南南南南",
        "        密      码        ",
    ],
)
def test_repetition_is_refused(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)

    assert "password_repeats" in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "password",
    ["云溪的春天有三百天雾", "correct horse battery staple", "Mississippi-4711", "b7Kq-Tz2m-Xw9f"],
)
def test_a_good_password_is_taken(password):
    validate_password(password)


def test_each_piece_counts_once():
    assert without_repetition("abcabc12") == "abc12"
    assert without_repetition("密码密码密码密码") == "密码"


def test_a_very_long_password_does_not_hold_the_server():
    began = time.process_time()

    with pytest.raises(ValidationError):
        validate_password("ab" * 500_000)

    assert time.process_time() - began < 1
