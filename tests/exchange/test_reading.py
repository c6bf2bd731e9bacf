"""Reading guides as they exist: sections, fields, tables, and not a character lost."""

import pytest

from exchange.reading.files import read_source
from exchange.reading.source import source_of_text
from exchange.reading.understand import understand
from tests.exchange.real_guides import TEXTS, real_guide
from tests.exchange.word_file import as_docx


def read(path):
    return understand(read_source(path))


def without_blanks(text):
    return "".join(text.split())


def test_the_five_texts_are_there():
    assert len(TEXTS) == 5


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_character_lies_in_exactly_one_piece_in_order(path):
    found = read(path)

    pieces = [found.source[piece.start : piece.end] for piece in found.pieces]
    assert without_blanks("".join(pieces)) == without_blanks(found.source)
    ends = [0, *(piece.end for piece in found.pieces)]
    assert all(end <= piece.start for end, piece in zip(ends, found.pieces, strict=False))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_word_file_says_the_same_as_its_text(path, tmp_path):
    found = read(as_docx(path, tmp_path / "guide.docx"))

    assert found.document == read(path).document
    pieces = [found.source[piece.start : piece.end] for piece in found.pieces]
    assert without_blanks("".join(pieces)) == without_blanks(found.source)


def test_labels_with_values_side_by_side_are_parted():
    document = read(real_guide("太白")).document

    assert document["item"]["codes"]["basic"] == "000123020000"
    assert document["item"]["authority"]["name"] == "太白县行政审批服务局"
    assert document["time_limits"]["statutory"]["value"] == 20
    assert document["time_limits"]["promised"]["unit"] == "instant"
    assert document["handling"]["express"] is False


def test_a_table_whose_blank_cells_are_lost_is_aligned_by_what_cells_look_like():
    rows = read(real_guide("太白")).document["materials"]["items"]

    assert len(rows) == 6
    third = rows[2]
    assert (third["name"], third["kind"], third["copies"]) == ("法人身份证明文件", "2", 1)
    assert (third["necessity"], third["source"]) == ("1", "10")
    assert third["filling_notes"] == "复印清晰,无涂改"


def test_seasons_of_opening_hours_are_read():
    rows = read(real_guide("太白")).document["service_points"][0]["hours"]

    assert rows[1]["season_from"] == "07-01" and rows[1]["opens"] == "15:00"
    assert rows[3]["season_from"] == "" and rows[3]["opens"] == "14:00"


def test_brackets_of_a_material_say_count_form_and_source():
    rows = read(real_guide("聊城")).document["materials"]["items"]

    assert (rows[2]["originals"], rows[2]["copies"], rows[2]["kind"]) == (0, 1, "2")
    assert rows[5]["issuing_body"] == "聊城市城市管理局"


def test_what_a_text_says_twice_with_different_values_is_a_conflict():
    found = read(real_guide("仪陇"))

    assert ("/handling/express", "否", "是") in found.conflicts


def test_a_label_with_a_slip_is_still_the_label():
    found = read(real_guide("渑池"))

    assert found.document["fees"]["charged"] is False
    assert ("/fees", "收费标椎") in [
        (place.removesuffix("/standard"), text) for place, text in found.loose_texts
    ]


def test_a_chain_of_arrows_becomes_steps():
    steps = read(real_guide("原平")).document["process"]["steps"]

    assert [step["name"] for step in steps] == ["申请", "受理", "现场核查", "审查核准发证"]


def test_one_sentence_with_both_limits_is_parted():
    found = understand(source_of_text("办理时限：法定20个工作日，承诺5个工作日。"))

    limits = found.document["time_limits"]
    assert (limits["statutory"]["value"], limits["promised"]["value"]) == (20, 5)


def test_a_label_without_value_is_told():
    found = understand(source_of_text("是否收费\n办理条件：年满十八周岁"))

    assert found.unfilled == (("/fees/charged", "是否收费"),)


def test_a_heading_of_limits_is_filled_by_the_labels_below_it():
    found = understand(source_of_text("九、办理时限\n法定办结时限：20个工作日\n承诺办结时限：即办"))

    assert found.unfilled == ()
    assert found.document["time_limits"]["statutory"]["value"] == 20


def test_a_sentence_among_codes_is_not_lost():
    sentence = "每月最后一天系统维护，不收件。"
    found = understand(source_of_text(f"办理形式：窗口办理、网上办理。{sentence}"))

    left = [found.source[one.start : one.end] for one in found.pieces if not one.pointer]
    assert found.document["handling"]["forms"] == ["1", "2"]
    assert left == [sentence]


@pytest.mark.parametrize("mark", ["；", "\n"])
def test_address_and_phone_of_a_review_body_stay_with_it(mark):
    lines = ["十、行政复议", "复议机关：云溪市人民政府", "地址：溪口大道1号", "电话：0599-9000300"]
    found = understand(source_of_text("\n".join([lines[0], mark.join(lines[1:])])))

    review = found.document["contacts"]["remedies"]["review"]
    assert (review["body"], review["address"], review["phone"]) == (
        "云溪市人民政府",
        "溪口大道1号",
        "0599-9000300",
    )
    assert found.document["service_points"] == []


def test_an_empty_fee_standard_is_no_fault_where_no_fee_is_charged():
    found = understand(source_of_text("是否收费：不收费\n收费依据及标准：\n咨询电话：0599-9000118"))

    assert found.unfilled == ()


def test_a_text_that_no_document_may_hold_is_left_unrecognised():
    found = understand(source_of_text("事项名称：食品\u202e经营许可\n法定代表人：张\u200b三"))

    turned = [one for one in found.pieces if "\u202e" in found.source[one.start : one.end]]
    assert found.document["item"]["name"] == ""
    assert [one.confidence for one in turned] == ["unrecognised"]
