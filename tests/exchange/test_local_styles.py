"""How offices word what they have: labels, headings, lists and numbers in the styles of many."""

from datetime import date

import pytest

from exchange.reading.labels import target_of
from exchange.reading.source import source_of_text
from exchange.reading.understand import understand
from guides.document import GuideDocument
from quality.reading import Reading
from quality.rules.people import personal_data
from quality.terms import Terms


def read(*lines):
    return understand(source_of_text("\n".join(lines)))


def unrecognised(found):
    return [found.source[one.start : one.end] for one in found.pieces if not one.pointer]


@pytest.mark.parametrize(
    "label, target",
    [
        ("谁可以申请？", "item.scope"),
        ("带什么材料", "materials"),
        ("要不要钱", "fees.charged"),
        ("多长时间", "time_limits"),
        ("是否网上支付", "handling.online_payment"),
        ("支持预约办理", "handling.booking"),
        ("行政许可申请条件", "conditions"),
        ("申请材料要求", "materials"),
        ("申请材料（Application Materials）", "materials"),
        ("事项名称 Item", "item.name"),
        ("Legal bases", "legal_bases"),
        ("项目信息", "heading"),
        # Words alone that begin parts of a procedure are no labels.
        ("网上办理", None),
        ("材料要求", None),
        ("咨询电话0599-9000300", None),
    ],
)
def test_a_label_is_known_under_the_words_of_any_office(label, target):
    assert target_of(label) == target


def test_a_section_under_a_name_that_nobody_knows_is_not_part_of_the_one_above():
    found = read(
        "一、办理依据", "《中华人民共和国就业促进法》第十七条", "二、补贴标准", "每人每月三百元。",
        "三、申请条件", "1、本市户籍；", "四、收费标准", "免费", "五、联系人及办公电话要点",
        "0599-9000600",
    )  # fmt: skip

    assert found.document["legal_bases"][0]["text"] == ""
    assert unrecognised(found) == ["二、补贴标准", "每人每月三百元。"]
    assert found.document["contacts"]["enquiries"][0]["value"] == "0599-9000600"
    guessed = next(one for one in found.pieces if "要点" in found.source[one.start : one.end])
    assert (guessed.pointer, guessed.confidence) == ("/contacts/enquiries", "look")


def test_items_of_a_list_are_no_headings():
    found = read("一、申请条件", "1.具有相应的场地", "2.有办学资金", "二、申请材料", "1.申请表")

    assert [one["text"] for one in found.document["conditions"]["items"]] == [
        "具有相应的场地",
        "有办学资金",
    ]


@pytest.mark.parametrize(
    "item, facts",
    [
        ("营业执照，复印件，1份，必要，政府部门核发", ("营业执照", None, 1, "1", "20")),
        ("身份证复印件1份", ("身份证复印件", None, 1, None, None)),
        ("结婚证原件和复印件各1份", ("结婚证", 1, 1, None, None)),
        ("登记表一式两份", ("登记表", 2, None, None, None)),
        ("房产证（副本）复印件（1份，盖章）", ("房产证（副本）复印件", None, 1, None, None)),
        ("体检证明（原件1份）等材料", ("体检证明等材料", 1, None, None, None)),
        ("股权结构，公司章程", ("股权结构，公司章程", None, None, None, None)),
    ],
)  # fmt: skip
def test_what_a_list_says_of_a_material(item, facts):
    (row,) = read("申请材料", item).document["materials"]["items"]

    names = ("name", "originals", "copies", "necessity", "source")
    assert tuple(row[name] for name in names) == facts


def test_what_brackets_say_beyond_counts_is_kept_as_a_note():
    (row,) = read("申请材料", "照片（近期免冠一寸，2份）").document["materials"]["items"]

    assert (row["originals"], row["note"]) == (2, "近期免冠一寸")


@pytest.mark.parametrize(
    "promised, counted",
    [(15, [True, True, True]), (13, [False, True, True]), (9, [True, True, True])],
)
def test_limits_of_a_list_count_as_they_make_up_the_promise(promised, counted):
    document = read(
        "办理流程", "受理（2个工作日）→审查（10个工作日）→决定（3个工作日）",
        f"承诺时限：{promised}个工作日",
    ).document  # fmt: skip

    steps = document["process"]["steps"]
    assert [one["name"] for one in steps] == ["受理", "审查", "决定"]
    assert [one["counted"] for one in steps] == counted


def test_limits_of_a_list_with_a_step_that_has_none_do_not_count():
    steps = read(
        "承诺时限：9个工作日", "办理流程", "1.受理：当面核对。", "2.审查：3个工作日内完成。"
    ).document["process"]["steps"]

    assert [one["counted"] for one in steps] == [False, False]


def test_limits_of_a_table_count_too():
    steps = read(
        "承诺时限：9个工作日",
        "环节\t办理内容\t办理时限",
        "受理\t核对\t1个工作日",
        "审查\t核查\t5个工作日",
    ).document["process"]["steps"]

    assert [one["counted"] for one in steps] == [True, True]


@pytest.mark.parametrize("number", ["0599-83216", "0599-900012012", "96123", "05999000123456"])
def test_a_number_with_wrong_digits_is_taken_whole(number):
    found = read(f"咨询电话：{number}")

    assert found.document["contacts"]["enquiries"][0]["value"] == number


def test_an_address_before_the_hours_is_an_address():
    (point,) = read("办公地址和时间", "望云路68号二楼B区，周一至周五9:00-17:00").document[
        "service_points"
    ]

    assert point["address"]["road"] == "望云路68号二楼B区"
    assert point["hours"][0]["opens"] == "09:00"


def test_days_on_a_line_of_their_own_hold_for_the_hours_below():
    (point,) = read("办公时间", "星期一至星期六", "上午：8:00-12:00", "下午：14:30-17:30").document[
        "service_points"
    ]

    assert [one["weekdays"] for one in point["hours"]] == [[1, 2, 3, 4, 5, 6]] * 2
    assert point["hours"][1]["opens"] == "14:30"


def test_what_a_way_of_handling_says_stands_where_it_belongs():
    found = read("办理方式", "窗口办理：望云路68号一楼", "网上办理：登录https://rsj.example/a")

    document = found.document
    assert document["handling"]["forms"] == ["1", "2"]
    assert document["handling"]["online_url"] == "https://rsj.example/a"
    assert document["service_points"][0]["address"]["road"] == "望云路68号一楼"


def test_a_heading_of_fees_is_filled_by_the_table_below_it():
    found = read(
        "五、收费情况", "收费项目\t收费标准\t收费依据", "工本费\t10元/证\t发改价格〔2020〕1号"
    )

    assert found.unfilled == ()


def test_the_validity_beside_a_result_is_not_its_name():
    (result,) = read("审批结果", "排污许可证，有效期5年").document["results"]

    assert (result["name"], result["validity"]) == ("排污许可证", "5年")


def test_a_depth_of_handling_that_says_wholly_online_is_that():
    assert read("网办深度：全程网办").document["handling"]["online"] is True


@pytest.mark.parametrize(
    "text, hits",
    [
        ("身份证号11010519491231002X", 1),
        ("经办人手机13800138000", 0),
        ("王某13800138000", 1),
    ],
)
def test_personal_data_are_found_where_no_field_took_the_text(text, hits):
    reading = Reading(GuideDocument().model_dump(mode="json"))
    terms = Terms(today=date(2026, 1, 1), loose_texts=(("", text),))

    assert len(list(personal_data(reading, terms))) == hits
