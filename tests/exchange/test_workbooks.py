"""A Document goes into a workbook and comes back as it was; wrong cells are told in place."""

from io import BytesIO
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exchange.tables import Cell
from exchange.workbooks import reading
from exchange.workbooks.layout import PARENT, sheets_of
from exchange.workbooks.marking import marked_copy
from exchange.workbooks.reading import read_workbook
from exchange.workbooks.writing import Entry, write_workbook
from guides.document import GuideDocument, ManualDocument
from guides.models import GuidePage
from tests import factories
from tests.examples import examples
from tests.guides.strategies import filled
from tests.quality.clean_guide import CLEAN

MODELS = {"guide": GuideDocument, "manual": ManualDocument}
TOGETHER = 10
"""Documents in one workbook, at most."""


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a workbook and gives its path."""

    def write(kind, documents, row_ids=None):
        path = tmp_path / f"{kind}.xlsx"
        entries = [Entry(key, data, row_ids or {}) for key, data in documents.items()]
        path.write_bytes(write_workbook(kind, entries))
        return path

    return write


def without_outline(data):
    return {key: value for key, value in data.items() if key != "outline"}


@pytest.mark.parametrize("kind", MODELS)
@given(data=st.data())
@settings(
    max_examples=examples(12), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow,
                           HealthCheck.data_too_large],
)  # fmt: skip
def test_every_field_of_a_document_comes_back(tmp_path_factory, kind, data):
    model = MODELS[kind]
    parts = data.draw(
        st.lists(
            filled(model, without={"schema_version", "outline", "standard"}),
            min_size=1,
            max_size=TOGETHER,
        )
    )
    documents = {
        f"d{number}": model.model_validate(one).model_dump(mode="json")
        for number, one in enumerate(parts)
    }
    path = tmp_path_factory.mktemp("books") / "book.xlsx"
    path.write_bytes(write_workbook(kind, [Entry(k, d, {}) for k, d in documents.items()]))

    found = read_workbook(path)

    assert [one.problems for one in found] == [[] for _one in found]
    assert {one.key: without_outline(one.data) for one in found} == {
        key: without_outline(value) for key, value in documents.items()
    }


def test_a_text_that_looks_like_a_formula_stays_a_text(written):
    path = written("guide", {"g": CLEAN | {"summary": "=SUM(A1:A9)"}})

    cells = [cell for row in load_workbook(path)["封面"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=SUM(A1:A9)"] == ["s"]
    assert read_workbook(path)[0].data["summary"] == "=SUM(A1:A9)"


def changed(path, title, label, row, value):
    """Change the cell of a column in the row-th row of values; returns its coordinate."""
    book = load_workbook(path)
    sheet = book[title]
    column = next(cell.column for cell in sheet[1] if cell.value == label)
    cell = sheet.cell(2 + row, column)
    cell.value = value
    book.save(path)
    return cell.coordinate


@pytest.mark.parametrize(
    ("title", "label", "value"),
    [
        ("申请材料明细", "材料必要性", "也许"),
        ("申请材料明细", "原件份数", "两份"),
        ("开放时间", "星期", "周八"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_and_marked_at_its_place(written, title, label, value):
    path = written("guide", {"g": CLEAN})
    sheets = {sheet.title: sheet for sheet in sheets_of("guide")}
    labels = {one.label for one in sheets[title].columns} if title in sheets else set()
    if label not in labels:
        pytest.fail(f"{title} has no column {label}: {sorted(sheets)} {sorted(labels)}")

    place = changed(path, title, label, 1, value)
    (problem,) = read_workbook(path)[0].problems

    marked = load_workbook(BytesIO(marked_copy(path, [problem])))
    assert (problem.sheet, problem.cell) == (title, place)
    assert problem.message in marked[title][place].comment.text


def test_a_row_number_of_thousands_of_digits_is_told_at_its_place():
    sheet = next(one for one in sheets_of("guide") if one.parent)
    document = reading.ReadDocument("g", "guide")
    row = reading._Row("g", {PARENT: Cell("9" * 5000, "B4")}, sheet.title)

    assert reading._holder(document, sheet, row) is None
    assert [(one.sheet, one.cell) for one in document.problems] == [(sheet.title, "B4")]


def test_many_wrong_cells_of_one_guide_cost_one_reading_of_the_places():
    document = reading.ReadDocument("g", "guide")
    for number in range(20_000):
        document.stood(f"/materials/{number}/name", "材料", f"C{number}")
    pointers = [f"/materials/{number}/name/below" for number in range(20_000)]

    begun = process_time()
    found = list(document.places_of(pointers))

    assert found[-1] == ("材料", "C19999")
    assert process_time() - begun < 5  # one by one took minutes


def test_a_workbook_without_our_sheets_is_refused(tmp_path):
    from core.import_report import RefusedError

    path = tmp_path / "other.xlsx"
    Workbook().save(path)

    with pytest.raises(RefusedError):
        read_workbook(path)


def test_the_template_is_empty_and_has_drop_downs():
    book = load_workbook(BytesIO(write_workbook("guide", [])))

    assert len(book.sheetnames) == len(sheets_of("guide")) + 1
    assert any(sheet.data_validations.dataValidation for sheet in book.worksheets)


@pytest.mark.django_db
@pytest.mark.city
def test_a_draft_goes_out_and_in_again_unchanged_with_its_rows(run, city, tmp_path):
    page = _filled_draft(city)
    path = tmp_path / "guide.xlsx"
    before = page.get_latest_revision_as_object().sections.raw_data

    run("export_guide", page.code, "--format", "xlsx", "-o", path)
    outcome = run("import_guides", path, "--json", "-")

    assert (outcome.exit_code, outcome.json["unchanged"]) == (0, 1), outcome.stderr
    after = GuidePage.objects.get(code=page.code).get_latest_revision_as_object().sections.raw_data
    assert list(after) == list(before)


@pytest.mark.django_db
@pytest.mark.city
def test_a_row_that_was_changed_in_a_workbook_stays_the_same_row(run, city, tmp_path):
    page = _filled_draft(city)
    path = tmp_path / "guide.xlsx"
    run("export_guide", page.code, "--format", "xlsx", "-o", path)
    ids = _material_ids(page)

    changed(path, "申请材料明细", "材料名称", 1, "另一份材料")
    outcome = run("import_guides", path, "--json", "-")

    assert outcome.json["updated"] == 1, outcome.stderr
    assert _material_ids(GuidePage.objects.get(code=page.code)) == ids


def _material_ids(page):
    sections = page.get_latest_revision_as_object().sections.raw_data
    materials = next(block for block in sections if block["type"] == "materials")
    return [row["id"] for row in materials["value"]["items"]]


def _filled_draft(city):
    from guides.compiling.page_sections import apply_guide
    from guides.presenter import present_guide

    page = factories.guide_page(city)
    own = present_guide(page).model_dump(mode="json")
    data = CLEAN | {"item": own["item"], "outline": own["outline"], "results": []}
    apply_guide(GuideDocument.model_validate(data), page)
    page.save()
    page.save_revision()
    return page
