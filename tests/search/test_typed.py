"""Queries are looked for as they are meant: codes without blanks, words as written here."""

import pytest

from search.typed import typed


@pytest.mark.parametrize(
    ("query", "looked_for"),
    [
        ("00 01 31 023 000", "000131023000"),
        ("编码 00　01　31　023　000 食品", "编码 000131023000 食品"),
        ("０００１３１０２３０００", "000131023000"),
        ("身分證", "身份证"),
        ("戶口薄", "户口簿"),
        ("2026 12", "2026 12"),
        ("60 日 内", "60 日 内"),
        ("想开个小卖部", "想开小卖部"),
        ("开了家奶茶店", "开奶茶店"),
        ("买一套房", "买房"),
        ("办个体户执照", "办个体户执照"),
        ("卖家具", "卖家具"),
        ("开台球厅", "开台球厅"),
        ("做个人所得税申报", "做个人所得税申报"),
    ],
)
def test_a_query_is_looked_for_as_it_is_meant(query, looked_for):
    assert typed(query) == looked_for
