"""Tables as Excel and WPS write them: what they mean goes in, what has lost digits is refused."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook

from core.models import Department
from guides.models import ServiceItem
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]

CASES = Path(settings.BASE_DIR).parent / "shared" / "cases" / "import"
HEADER = ["实施主体", "事项名称", "基本编码", "事项类型", "行使层级", "服务对象", "业务办理项"]
ROW = ["云溪市公安局", "居住登记", "000109990001", "行政许可", "市级", "自然人", "新办"]


@pytest.fixture(autouse=True)
def _departments(db):
    Department.objects.create(slug="gaj", name="云溪市公安局")
    Department.objects.create(slug="scjg", name="云溪市市场监督管理局")


def book(path, *rows, title=None, notes=False, header=HEADER):
    made = Workbook()
    sheet = made.active
    if notes:
        sheet.title = "填表说明"
        sheet.append(["请按模板填写，一行一项。"])
        sheet = made.create_sheet("事项")
    if title:
        sheet.append([title])
    for row in [header, *rows]:
        sheet.append(row)
    made.save(path)
    return path


def with_column(name, value):
    return [*HEADER, name], [*ROW, value]


def situations(code="000109990001"):
    item = ServiceItem.objects.get(basic_code=code)
    return list(item.situations.order_by("code").values_list("code", "name"))


def test_the_number_format_of_a_cell_gives_a_code_its_zeros(run):
    outcome = run("import_catalogue", CASES / "zeros.xlsx", "--json", "-")

    assert outcome.json["created"] == 1
    assert ServiceItem.objects.get().basic_code == "000131023000"


@pytest.mark.parametrize("name", ["long.xlsx", "sci.csv", "err.xlsx"])
def test_a_code_that_has_lost_digits_or_is_an_error_is_refused_with_its_column(run, name):
    outcome = run("import_catalogue", CASES / name, "--json", "-")

    assert (outcome.exit_code, outcome.json["created"], outcome.json["refused"]) == (2, 0, 1)
    assert any("编码" in one["message"] for one in outcome.json["problems"])
    assert outcome.json["problems"][0]["record"] == 2


@pytest.mark.parametrize("number", [131023000, 440511004002.5, 1.31023e11])
def test_a_number_that_is_no_whole_code_is_refused(run, tmp_path, number):
    row = [*ROW[:2], number, *ROW[3:]]

    outcome = run("import_catalogue", book(tmp_path / "n.xlsx", row), "--json", "-")

    assert outcome.json["refused"] == (0 if number == 1.31023e11 else 1)


def test_a_workbook_whose_dimension_says_a1_is_read(run):
    outcome = run("import_catalogue", CASES / "dim.xlsx", "--json", "-")

    assert outcome.json["created"] == 1


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.csv", "header.xlsx", "header.csv"])
def test_a_file_from_which_nothing_was_read_is_an_error(run, tmp_path, name):
    path = tmp_path / name
    if name == "empty.csv":
        path.write_text("", encoding="utf-8")
    elif name == "header.csv":
        path.write_text(",".join(HEADER) + "\n", encoding="utf-8")
    elif name == "empty.xlsx":
        Workbook().save(path)
    else:
        book(path)

    outcome = run("import_catalogue", path, "--json", "-")

    assert outcome.exit_code == 2


def test_two_columns_of_one_field_are_refused_by_their_names(run):
    outcome = run("import_catalogue", CASES / "twocols.xlsx", "--json", "-")

    assert (outcome.exit_code, outcome.json["created"]) == (2, 0)
    message = outcome.json["problems"][0]["message"]
    assert "实施主体" in message and "主管部门" in message


def test_one_handling_item_a_row_is_one_item_with_all_of_them(run):
    first = run("import_catalogue", CASES / "perrow.xlsx", "--json", "-")
    again = run("import_catalogue", CASES / "perrow.xlsx", "--json", "-")

    assert first.json["created"] == 1
    assert situations() == [("01", "新办"), ("02", "变更"), ("03", "注销")]
    assert (again.json["unchanged"], again.json["updated"]) == (1, 0)


def test_the_same_code_with_another_name_is_refused(run):
    outcome = run("import_catalogue", CASES / "dup.csv", "--json", "-")

    assert (outcome.json["created"], outcome.json["refused"]) == (1, 1)
    assert ServiceItem.objects.get().name == "重复甲"


def test_a_table_in_another_order_renames_no_handling_item(run, tmp_path):
    run("import_catalogue", book(tmp_path / "a.xlsx", [*ROW[:6], "新办、变更、注销"]))

    path = book(tmp_path / "b.xlsx", [*ROW[:6], "变更、新办、延续、注销"])
    outcome = run("import_catalogue", path, "--json", "-")

    assert outcome.json["updated"] == 1
    assert situations() == [("01", "新办"), ("02", "变更"), ("03", "注销"), ("04", "延续")]


def test_a_handling_item_with_a_guide_is_not_renamed_by_a_table(run, tmp_path):
    run("import_catalogue", book(tmp_path / "a.xlsx", [*ROW[:6], "01:新办"]))
    item = ServiceItem.objects.get()
    factories.guide_page(item.department, situation=item.situations.get())

    path = book(tmp_path / "b.xlsx", [*ROW[:6], "01:变更"])
    outcome = run("import_catalogue", path, "--json", "-")

    assert (outcome.exit_code, outcome.json["refused"]) == (2, 1)
    assert situations() == [("01", "新办")]


def test_blank_cells_and_columns_that_are_not_there_empty_nothing(run, tmp_path):
    header, row = with_column("别名", "落户")
    run("import_catalogue", book(tmp_path / "a.xlsx", row, header=header))

    header, row = with_column("别名", None)
    again = run("import_catalogue", book(tmp_path / "b.xlsx", row, header=header), "--json", "-")

    assert again.json["unchanged"] == 1
    assert ServiceItem.objects.get().aliases == ["落户"]


@pytest.mark.parametrize("word", ["-", "清空"])
def test_a_dash_or_the_word_for_it_empties_a_field(run, tmp_path, word):
    header, row = with_column("别名", "落户")
    run("import_catalogue", book(tmp_path / "a.xlsx", row, header=header))

    header, row = with_column("别名", word)
    run("import_catalogue", book(tmp_path / "b.xlsx", row, header=header))

    assert ServiceItem.objects.get().aliases == []


def test_a_half_pair_of_a_character_is_refused_and_the_others_go_in(run):
    outcome = run("import_catalogue", CASES / "cat_sur.json", "--json", "-")

    assert (outcome.exit_code, outcome.json["created"], outcome.json["refused"]) == (2, 1, 1)
    assert outcome.json["problems"][0]["pointer"] == "/name"


def test_a_quote_that_is_never_closed_spoils_its_own_line_only(run):
    outcome = run("import_catalogue", CASES / "quote.csv", "--json", "-")

    text = (CASES / "quote.csv").read_text(encoding="utf-8-sig", errors="replace")
    good = [line for line in text.splitlines()[2:] if line.strip() and "\ufffd" not in line]
    assert outcome.json["created"] == len(good)
    assert "2" in outcome.json["problems"][0]["message"]


@pytest.mark.parametrize("name", ["ls.csv", "vt.csv"])
def test_odd_line_separators_part_no_row(run, name):
    outcome = run("import_catalogue", CASES / name, "--json", "-")

    assert outcome.json["created"] + outcome.json["refused"] == 2
    assert outcome.json["created"] >= 1


@pytest.mark.parametrize(
    "options", [{"title": "云溪市事项目录（2026年）"}, {"notes": True}], ids=["title", "notes"]
)
def test_a_title_row_and_a_sheet_of_notes_are_passed_over(run, tmp_path, options):
    path = book(tmp_path / "a.xlsx", ROW, **options)

    outcome = run("import_catalogue", path, "--json", "-")

    assert (outcome.exit_code, outcome.json["created"]) == (0, 1)


def test_a_department_merged_over_rows_belongs_to_each_of_them(run, tmp_path):
    path = tmp_path / "merged.xlsx"
    made = Workbook()
    sheet = made.active
    sheet.append(HEADER)
    sheet.append(ROW)
    sheet.append([None, "临时居民身份证", "000109990002", *ROW[3:]])
    sheet.merge_cells("A2:A3")
    made.save(path)

    outcome = run("import_catalogue", path, "--json", "-")

    assert outcome.json["created"] == 2


def test_words_of_every_code_list_are_taken(run, tmp_path):
    header, row = with_column("权力来源", "同级授权")

    outcome = run("import_catalogue", book(tmp_path / "a.xlsx", row, header=header), "--json", "-")

    assert outcome.json["created"] == 1
    assert ServiceItem.objects.get().power_source == "4"


def test_messages_of_a_missing_name_are_in_the_users_language(run, tmp_path):
    path = book(tmp_path / "a.xlsx", [ROW[0], None, *ROW[2:]])

    outcome = run("import_catalogue", path, "--json", "-")

    assert not any("Value" in one["message"] for one in outcome.json["problems"])


def test_every_case_is_answered_without_a_traceback_twice(run, tmp_path):
    for path in sorted(CASES.iterdir()):
        copy = shutil.copy(path, tmp_path / path.name)

        first = run("import_catalogue", copy, "--json", "-")
        again = run("import_catalogue", copy, "--json", "-")

        assert first.exit_code in (0, 2)
        assert (again.json["created"], again.json["updated"]) == (0, 0), path.name
