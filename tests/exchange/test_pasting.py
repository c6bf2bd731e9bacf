"""Pasted tables: their columns found by the header, by looks or by hand, their rows as facts."""

import json

import pytest
from django.urls import reverse

from core.choices import Role
from exchange.pasting import HOURS, KINDS, read_pasted
from tests.factories import DepartmentFactory, person

MATERIALS = [
    ["食品经营许可提交材料", "", "", ""],
    ["序号", "材料名称", "材料类型", "份数"],
    ["1", "食品经营许可申请书", "原件", "1份"],
    ["2", "营业执照", "复印件", "2"],
    ["", "", "", ""],
]


def test_the_header_says_what_the_columns_are_and_titles_above_it_are_none():
    found = read_pasted("materials/items", MATERIALS)

    assert found.columns == ["number", "name", "kind", "count"]
    assert [(row["name"], row["kind"]) for row in found.rows] == [
        ("食品经营许可申请书", "1"),
        ("营业执照", "2"),
    ]
    assert (found.rows[0]["originals"], found.rows[1]["copies"]) == (1, 2)


def test_without_a_header_columns_are_guessed_by_their_cells():
    found = read_pasted("materials/items", [["申请表", "原件", "1份"], ["身份证", "复印件", "1份"]])

    assert found.columns == ["name", "kind", "count"]
    assert [row["name"] for row in found.rows] == ["申请表", "身份证"]


def test_what_a_person_says_of_the_columns_counts():
    cells = [["甲", "申请表"], ["乙", "身份证"]]

    found = read_pasted("materials/items", cells, ["", "name"])

    assert [row["name"] for row in found.rows] == ["申请表", "身份证"]


@pytest.mark.parametrize(
    ("table", "cells", "facts"),
    [
        (
            "process/steps",
            [["环节", "办理时限", "办理结果"], ["受理", "1个工作日", "受理通知书"]],
            {"name": "受理", "stage": "acceptance", "limit": 1, "unit": "working_day",
             "result": "受理通知书"},
        ),
        (
            "fees/items",
            [["收费项目", "收费标准", "收费依据"], ["工本费", "每本40元", "发改价格〔2019〕1号"]],
            {"name": "工本费", "amount": "40", "basis": "发改价格〔2019〕1号"},
        ),
        (
            "service_points/*/hours",
            [["周一至周五", "9:00-12:00"], ["周六", "9:00-11:30"]],
            {"weekdays": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "12:00"},
        ),
        (
            "service_points",
            [["窗口名称", "地址", "电话"], ["综合窗口", "云溪路1号", "0599-9000118"]],
            {"name": "综合窗口", "phone": "0599-9000118"},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_steps_fees_hours_and_windows_are_read_as_well(table, cells, facts):
    found = read_pasted(table, cells)

    assert facts.items() <= found.rows[0].items()


@pytest.mark.parametrize(
    "cells", [[], [[]], [[""]], [["\t", "\n"]], [["材料名称"]], [["a"] * 30] * 3], ids=str
)
def test_a_table_that_says_nothing_breaks_nothing(cells):
    found = read_pasted("materials/items", cells)

    assert isinstance(found.rows, list)


@pytest.fixture
def compiler(client, db):
    user = person(Role.COMPILER, DepartmentFactory())
    client.force_login(user, backend="core.access.authentication.RoleBackend")
    return client


def post(client, body):
    body = body if isinstance(body, str) else json.dumps(body)
    return client.post(reverse("guides_pasted"), body, content_type="application/json")


def test_the_editor_gets_rows_from_which_it_can_build_its_blocks(compiler):
    answer = post(compiler, {"table": "materials/items", "cells": MATERIALS}).json()

    assert answer["rows"][1]["name"] == "营业执照"
    assert (answer["rows"][1]["kind"], answer["rows"][1]["copies"]) == (["2"], "2")
    assert answer["rows"][0]["exempt"] is False and answer["rows"][0]["samples"] == []
    assert ["name", "材料名称"] in answer["options"]


@pytest.mark.parametrize(
    ("table", "cells", "facts"),
    [
        ("legal_bases", [["法律法规名称", "条款号"], ["行政许可法", "第三十二条"]],
         {"article": "第三十二条"}),
        ("process/steps", [["环节", "办理时限"], ["受理", "1个工作日"]], {"limit": "1"}),
        ("fees/items", [["收费项目", "收费标准"], ["工本费", "每本40元"]], {"name": "工本费"}),
        ("results", [["结果名称", "有效期"], ["许可证", "三年"]], {"name": "许可证"}),
        ("service_points",
         [["窗口名称", "地址", "电话"], ["综合窗口", "云溪路1号", "0599-9000118"]],
         {"phone": "0599-9000118"}),
        ("faqs", [["问题", "答案"], ["能代办吗？", "可以。"]], {"answer": "可以。"}),
        (HOURS, [["星期", "上午", "下午"], ["周一至周五", "8:30-12:00", "14:00-17:30"]],
         {"weekdays": ["1", "2", "3", "4", "5"], "opens": "08:30", "closes": "12:00"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_table_that_takes_a_paste_becomes_blocks(compiler, table, cells, facts):
    answer = post(compiler, {"table": table, "cells": cells})

    assert answer.status_code == 200
    [row] = answer.json()["rows"][:1]
    assert {key: row.get(key) for key in facts} == facts


def test_every_table_that_takes_a_paste_is_tried_above():
    tried = test_each_table_that_takes_a_paste_becomes_blocks.pytestmark[0].args[1]

    assert {one[0] for one in tried} == {*KINDS, HOURS} - {"materials/items"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "null",
        {"table": "materials/items"},
        {"table": "materials/items", "cells": [[1]]},
        {"table": "materials/items", "cells": [["a"] * 31]},
        {"table": "materials/items", "cells": [["a"]] * 301},
        {"table": "nothing/items", "cells": [["a"]]},
        {"table": 1, "cells": [["a"]]},
        {"table": "materials/items", "cells": "abc", "columns": 3},
        "[" * 100_000,
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_is_no_table_is_refused_in_words(compiler, body):
    answer = post(compiler, body)

    assert answer.status_code == 422
    assert answer.json()["refused"]


def test_a_cell_that_no_code_or_number_fits_is_kept_beside_the_row():
    cells = [
        ["材料名称", "份数", "材料形式", "备注"],
        ["申请表", "若干", "原件", "签字"],
        ["图纸", "2", "蓝图", ""],
        ["照片", "—", "纸质", ""],
    ]

    first, second, third = read_pasted("materials/items", cells).rows

    assert (first["note"], first["kind"]) == ("签字；若干", "1")
    assert (second["note"], second["originals"]) == ("蓝图", 2)
    assert third["note"] == ""


def test_a_limit_or_hours_that_cannot_be_read_stay_as_words():
    steps = [
        ["环节", "办理时限", "办理内容"],
        ["审查", "视情况而定", "看材料"],
        ["决定", "2日", ""],
    ]
    windows = [["窗口名称", "地址", "办公时间"], ["一号窗", "望云路3号", "节假日见公告"]]

    first, second = read_pasted("process/steps", steps).rows
    (window,) = read_pasted("service_points", windows).rows

    assert first["action"] == "看材料；视情况而定"
    assert (second["limit"], second["action"]) == (2, "")
    assert window["hours_note"] == "节假日见公告"
