"""Correcting what was read: answers, the text understood anew, nothing lost."""

import pytest

from exchange.correcting.answers import DROP, NOTE, OK, PLACE, SET, Answer, with_answer
from exchange.correcting.entries import counted, entries_of
from exchange.correcting.reread import WrongValueError, reread
from exchange.correcting.situations import likely
from exchange.correcting.source_view import Table, shown_source
from exchange.correcting.targets import BY_KEY, guesses
from exchange.reading.files import read_source
from exchange.reading.source import source_of_json, source_of_text
from exchange.uploads.texts import findings_in
from guides.document import GuideDocument
from guides.models import ItemSituation
from tests.exchange.real_guides import TEXTS
from tests.factories import DepartmentFactory, SituationFactory

TEXT = """公共场所卫生许可新办办事指南
一、办理条件
1. 选址符合卫生标准；
2. 有相适应的卫生设施。
二、申请材料
材料名称\t份数\t形式
公共场所卫生许可申请表\t1\t原件
三、办理时限
法定 20 个工作日，承诺当场办结，需现场核查的除外。
四、收费标准
不收费。
为方便企业，每月第一个周六上午安排专人值班。
"""
LOOSE = "为方便企业，每月第一个周六上午安排专人值班。"


def entries(text=TEXT, answers=()):
    found = reread(source_of_text(text), "guide", answers)
    return found, entries_of(found, answers, [])


def place_of(text, words):
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.django_db
def test_a_finding_of_a_text_in_no_field_stands_beside_that_text():
    lines = ("经办人说明", "办件类型：承诺件", "备注：身份证号11010519491231002X")
    found = reread(source_of_text("\n".join(lines)), "guide", [])

    shown = entries_of(found, [], findings_in(found))

    beside = [one.reading for one in shown if any(each.rule == "L29" for each in one.findings)]
    assert beside == ["备注：身份证号11010519491231002X"]


def test_the_heading_of_limits_names_them_as_phrases():
    _found, shown = entries()

    heading = next(one for one in shown if one.place == "/time_limits")
    assert heading.reading == "法定时限：20 个工作日；承诺时限：当场办结"


def test_a_row_without_a_name_is_read_by_its_values():
    _found, shown = entries("食堂备案办事指南\n办公时间：周一至周五 8:30-12:00")

    assert shown[-1].reading.endswith("周一至周五 08:30–12:00")


@pytest.mark.django_db
def test_findings_of_rows_say_which_row_they_mean():
    found = reread(source_of_text(TEXT), "guide", [])

    shown = entries_of(found, [], findings_in(found))

    unproved = [
        row for one in shown for row, finding in one.findings_by_row if finding.rule == "L04"
    ]
    assert unproved == ["第 1 行", "第 2 行"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_character_lies_in_one_numbered_entry(path):
    source = read_source(path)
    found = reread(source, "", [])

    shown = [
        stretch
        for part in shown_source(source, entries_of(found, [], []))
        for row in (part.rows if isinstance(part, Table) else [[part.stretches]])
        for cell in row
        for stretch in cell
    ]

    unmarked = "".join(one.text for one in shown if one.entry is None)
    assert unmarked.strip("| \t\n\u3000") == ""
    numbers = [one.entry.number for one in shown if one.begins]
    assert numbers == sorted(set(numbers))


def test_placed_text_stands_in_its_section_and_is_sure():
    start, end = place_of(TEXT, LOOSE)

    found, rows = entries(answers=[Answer(start, end, PLACE, "service_points.hours")])

    document = found.understood.document
    assert LOOSE.strip("。") in document["service_points"][0]["hours_note"]
    entry = next(one for one in rows if one.start <= start < one.end)
    assert entry.confidence == "sure"


@pytest.mark.parametrize("target", sorted(BY_KEY))
def test_every_section_of_the_menu_takes_any_text(target):
    start, end = place_of(TEXT, LOOSE)

    found, _rows = entries(answers=[Answer(start, end, PLACE, target)])

    pieces = [one for one in found.understood.pieces if start <= one.start < end]
    assert all(one.pointer for one in pieces)


@pytest.mark.parametrize("kind", [NOTE, DROP])
def test_text_set_aside_is_no_part_of_the_document(kind):
    start, end = place_of(TEXT, "不收费。")

    found, rows = entries(answers=[Answer(start, end, kind)])

    assert found.understood.document["fees"]["charged"] is not False
    assert next(one for one in rows if one.start == start).confidence == "aside"
    assert found.notes() == (["不收费。"] if kind == NOTE else [])


def test_values_given_by_hand_replace_what_was_read():
    start, end = place_of(TEXT, "法定 20 个工作日，承诺当场办结，需现场核查的除外。")
    values = {"/time_limits/promised/unit": "working_day", "/time_limits/promised/value": 5}

    found, rows = entries(answers=[Answer(start, end, SET, "", values)])

    assert found.understood.document["time_limits"]["promised"]["value"] == 5
    assert next(one for one in rows if one.start <= start < one.end).confidence == "sure"


def test_value_that_no_field_takes_is_refused():
    start, end = place_of(TEXT, "不收费。")

    with pytest.raises(WrongValueError):
        entries(answers=[Answer(start, end, SET, "", {"/fees/charged": "maybe"})])
    with pytest.raises(WrongValueError):
        entries(answers=[Answer(start, end, SET, "", {"/no/such/place": "x"})])


def test_confirmed_doubt_is_sure():
    _found, before = entries()
    doubt = next(one for one in before if one.confidence == "look")

    _found, after = entries(answers=[Answer(doubt.start, doubt.end, OK)])

    assert counted(after)["look"] == counted(before)["look"] - 1


def test_new_answer_takes_the_place_of_those_it_overlaps():
    answers = with_answer([Answer(0, 5), Answer(6, 9)], Answer(3, 7, DROP))

    assert answers == [Answer(3, 7, DROP)]


def test_menu_says_why_it_guesses():
    target, words = guesses(LOOSE)[0]

    assert target.key == "service_points.hours"
    assert "周六" in words


def test_source_survives_json():
    source = source_of_text(TEXT)

    assert source_of_json(source.as_json()) == source


def test_a_limit_is_read_with_its_number_and_a_name_with_whose_it_is():
    text = "法定办结时限\t60个工作日\t承诺办结时限\t1个工作日\n实施主体\t仪陇县市场监督管理局\n"

    _found, rows = entries(text)

    readings = "；".join(one.reading for one in rows)
    assert "法定时限：60 个工作日；承诺时限：1 个工作日" in readings
    assert "实施主体 · 名称：仪陇县市场监督管理局" in readings


def test_seasons_that_the_text_leaves_open_are_asked_at_their_hours():
    text = "办理地点\t望云路3号\n办理时间\t星期一至星期五 8:30-12:00 备注:夏季\n"

    _found, rows = entries(text)

    entry = next(one for one in rows if one.confidence == "look")
    assert "周一至周五 08:30–12:00" in entry.reading
    assert "/service_points/0/hours/0/season_from" in [one.pointer for one in entry.fields]


def test_a_web_address_hints_at_no_section():
    address = "SOURCE: http://www.example.cn/to?areaCode=511324000000&item=12345"

    assert guesses(address) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "file", "expected"),
    [
        ("", "扫描件.docx", None),
        ("", "食品经营许可新办.docx", "食品经营许可"),
        ("养犬登记办事指南", "食品经营许可.docx", "养犬登记"),
        ("建筑垃圾处置核准办事指南", "", None),
    ],
)
def test_an_item_is_proposed_only_where_a_name_is_alike(title, file, expected):
    department = DepartmentFactory()
    for name in ("计量标准器具核准", "食品经营许可", "养犬登记"):
        SituationFactory(item__department=department, item__name=name, name="新办")
    document = GuideDocument(title=title).model_dump(mode="json")

    found, likeliest = likely(ItemSituation.objects.all(), document, "", file)

    assert len(found) == 3
    assert (likeliest and likeliest.item.name) == expected
