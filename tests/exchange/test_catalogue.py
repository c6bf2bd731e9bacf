"""The catalogue comes in from XLSX, CSV and JSON alike; each bad row is told with its place."""

import csv
import io
import json

import pytest
from openpyxl import Workbook

from core.models import Department
from guides.models import ServiceItem, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.city]

HEADERS = [
    "部门", "事项名称", "英文名称", "别名", "编码方案", "基本编码", "实施编码", "事项类型",
    "行使层级", "权力来源", "服务对象", "业务办理项", "法人主题",
]  # fmt: skip
ROWS = [
    [
        "scjg", "食品经营许可", "Food business licence", "开饭店、办食品证", "c0109",
        "000131001000", "1135X000131001000", "行政许可", "市级、县级", "法定本级行使",
        "企业法人，自然人", "01:新办；02:变更", "market",
    ],
    [
        "市场监督管理局", "个体工商户登记", "", "", "c0109", "000131041001", "", "01", "4", "1",
        "1", "设立；注销", "",
    ],
]  # fmt: skip
RECORDS = [
    {
        "department": "scjg", "name": "食品经营许可", "name_en": "Food business licence",
        "aliases": ["开饭店", "办食品证"], "code_scheme": "c0109", "basic_code": "000131001000",
        "implementation_code": "1135X000131001000", "item_type": "01", "levels": ["3", "4"],
        "power_source": "1", "audience": ["2", "1"],
        "situations": [{"code": "01", "name": "新办"}, {"code": "02", "name": "变更"}],
        "business_themes": ["market"],
    },
    {
        "department": "scjg", "name": "个体工商户登记", "basic_code": "000131041001",
        "code_scheme": "c0109", "item_type": "01", "levels": ["4"], "power_source": "1",
        "audience": ["1"],
        "situations": [{"code": "01", "name": "设立"}, {"code": "02", "name": "注销"}],
    },
]  # fmt: skip


@pytest.fixture(autouse=True)
def _city(db):
    Department.objects.create(slug="scjg", name="市场监督管理局")
    Theme.objects.create(code="market", name="准营准办", side="business")


def xlsx(path, rows):
    book = Workbook()
    for row in [HEADERS, *rows]:
        book.active.append(row)
    book.save(path)


def csv_in(encoding):
    def write(path, rows):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADERS, *rows])
        path.write_bytes(text.getvalue().encode(encoding))

    return write


FORMS = {
    "xlsx": ("items.xlsx", lambda path: xlsx(path, ROWS)),
    "csv": ("items.csv", lambda path: csv_in("utf-8")(path, ROWS)),
    "csv of Excel": ("items.csv", lambda path: csv_in("utf-8-sig")(path, ROWS)),
    "csv in GB18030": ("items.csv", lambda path: csv_in("gb18030")(path, ROWS)),
    "json": (
        "items.json",
        lambda path: path.write_text(json.dumps(RECORDS, ensure_ascii=False), encoding="utf-8"),
    ),
}


def rows():
    return [
        {
            **{
                name: getattr(item, name)
                for name in (
                    "name", "name_en", "aliases", "code_scheme", "basic_code",
                    "implementation_code", "item_type", "levels", "power_source", "audience",
                )
            },
            "department": item.department.slug,
            "situations": list(item.situations.values_list("code", "name")),
            "themes": list(item.themes.values_list("code", flat=True)),
        }
        for item in ServiceItem.objects.order_by("basic_code")
    ]  # fmt: skip


EXPECTED = [
    {
        "name": "食品经营许可", "name_en": "Food business licence",
        "aliases": ["开饭店", "办食品证"], "code_scheme": "c0109", "basic_code": "000131001000",
        "implementation_code": "1135X000131001000", "item_type": "01", "levels": ["3", "4"],
        "power_source": "1", "audience": ["2", "1"], "department": "scjg",
        "situations": [("01", "新办"), ("02", "变更")], "themes": ["market"],
    },
    {
        "name": "个体工商户登记", "name_en": "", "aliases": [], "code_scheme": "c0109",
        "basic_code": "000131041001", "implementation_code": "", "item_type": "01",
        "levels": ["4"], "power_source": "1", "audience": ["1"], "department": "scjg",
        "situations": [("01", "设立"), ("02", "注销")], "themes": [],
    },
]  # fmt: skip


@pytest.mark.parametrize(("name", "write"), FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_rows(run, tmp_path, name, write):
    write(tmp_path / name)

    outcome = run("import_catalogue", tmp_path / name, "--json", "-")

    assert (outcome.exit_code, outcome.json["created"]) == (0, 2), outcome.stderr
    assert rows() == EXPECTED


@pytest.mark.parametrize(("name", "write"), FORMS.values(), ids=FORMS)
def test_the_same_file_again_changes_nothing(run, tmp_path, name, write):
    write(tmp_path / name)
    run("import_catalogue", tmp_path / name)
    moments = list(ServiceItem.objects.order_by("pk").values_list("pk", "updated_at"))

    outcome = run("import_catalogue", tmp_path / name, "--json", "-")

    assert (outcome.json["unchanged"], outcome.json["updated"]) == (2, 0)
    assert list(ServiceItem.objects.order_by("pk").values_list("pk", "updated_at")) == moments


def changed(column, value):
    row = list(ROWS[0])
    row[HEADERS.index(column)] = value
    return row


BAD = {
    "unknown department": ("部门", "不存在的局"),
    "unknown type": ("事项类型", "行政奇迹"),
    "no name": ("事项名称", ""),
    "no code": ("基本编码", ""),
    "unknown audience": ("服务对象", "外星人"),
    "unknown theme": ("法人主题", "none"),
    "too long": ("事项名称", "长" * 201),
    "control character": ("事项名称", "食品\u0007经营"),
    "turned text": ("事项名称", "食品\u202e经营"),
    "turned situation": ("业务办理项", "01:新\u2066办"),
}


@pytest.mark.parametrize(("column", "value"), BAD.values(), ids=BAD)
def test_a_bad_row_is_told_with_its_row_number_and_column(run, tmp_path, column, value):
    path = tmp_path / "items.csv"
    csv_in("utf-8")(path, [changed(column, value), ROWS[1]])

    outcome = run("import_catalogue", path, "--json", "-")

    assert (outcome.exit_code, outcome.json["created"], outcome.json["refused"]) == (2, 1, 1)
    (problem,) = outcome.json["problems"]
    assert (problem["source"], problem["record"]) == (str(path), 2)
    assert column in problem["message"]
    assert problem["pointer"].startswith("/")


def test_zero_width_and_full_width_characters_make_no_second_item(run, tmp_path):
    plain = {"部门": "scjg", "事项名称": "异地换证", "基本编码": "000131023000", "事项类型": "01"}
    odd = {
        "部门": "ｓｃｊｇ\u200b",
        "事项\ufeff名称": "异地\u200b换\u00ad证",
        "基本编码": "００01 31023\u2060000",
        "事项类型": "行政\u200d许可",
    }
    for number, row in enumerate([plain, odd]):
        text = "\n".join([",".join(row), ",".join(row.values())])
        (tmp_path / f"{number}.csv").write_text(text, encoding="utf-8")

    run("import_catalogue", tmp_path / "0.csv", "--json", "-")
    again = run("import_catalogue", tmp_path / "1.csv", "--json", "-")

    assert (again.exit_code, again.json["unchanged"]) == (0, 1)
    item = ServiceItem.objects.get()
    assert (item.name, item.basic_code) == ("异地换证", "000131023000")


def test_an_unknown_column_is_refused_by_name(run, tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("部门,事项名称,基本编码,事项类型,颜色\nscjg,名,1,01,红\n", encoding="utf-8")

    outcome = run("import_catalogue", path, "--json", "-")

    assert [problem["pointer"] for problem in outcome.json["problems"]] == ["/颜色"]


@pytest.mark.parametrize("name", ["items.xlsx", "items.json", "items.csv"])
def test_a_file_that_is_none_is_refused(run, tmp_path, name):
    (tmp_path / name).write_bytes(b"\x00\xff\xfe{")

    outcome = run("import_catalogue", tmp_path / name, "--json", "-")

    assert outcome.exit_code == 2
    assert not ServiceItem.objects.exists()


def test_an_update_keeps_what_the_file_does_not_name(run, tmp_path, written):
    run("import_catalogue", written(RECORDS, "items.json"))
    less = {key: RECORDS[0][key] for key in ("department", "basic_code", "item_type")}

    outcome = run(
        "import_catalogue", written([less | {"name": "新名"}], "less.json"), "--json", "-"
    )

    assert outcome.json["updated"] == 1
    first = rows()[0]
    kept = ("aliases", "situations", "themes", "power_source")
    assert first["name"] == "新名"
    assert {key: first[key] for key in kept} == {key: EXPECTED[0][key] for key in kept}
