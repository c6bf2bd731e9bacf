"""Extra fields in files: JSON, workbook, Word and PDF, and back."""

import json

import pytest
from openpyxl import load_workbook

from core.choices import Role
from exchange.correcting.saving import save_draft
from exchange.exporting import document_text
from exchange.reading.source import source_of_text
from exchange.reading.understand import understand
from guides.compiling.compile import compile_guide
from guides.document import public_cut
from guides.models import Outline
from guides.presenter import present_guide
from tests.exchange.extra_fields.samples import INTERNAL, SAID, draft, filed, said
from tests.exchange.papers.reading_pdf import pages_of, squeezed
from tests.factories import SituationFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def test_a_json_file_brings_them_back(run, written, filled):
    record = {"document": json.loads(document_text(filled.code))}
    record["document"]["extra"][0]["value"] = "路边停车"

    outcome = run("import_guides", written([record]), "--json", "-")

    assert outcome.json["updated"] == 1
    rows = present_guide(draft(filled)).model_dump(mode="json")["extra"]
    assert said(rows) == SAID | {"parking": "路边停车"}


def test_a_workbook_lists_every_field_and_brings_it_back(run, tmp_path, filled):
    path = tmp_path / "guide.xlsx"
    run("export_guide", filled.code, "--format", "xlsx", "-o", path)
    unchanged = run("import_guides", path, "--json", "-").json
    fill_in(path, {"停车提示": "路边停车", "适用片区": "老城区"})

    changed = run("import_guides", path, "--json", "-").json

    assert (unchanged["unchanged"], changed["updated"]) == (1, 1)
    rows = said(present_guide(draft(filled)).model_dump(mode="json")["extra"])
    assert rows == SAID | {"parking": "路边停车", "zone": "老城区"}


def test_an_empty_field_is_filled_in_by_a_workbook(run, tmp_path, page):
    path = tmp_path / "guide.xlsx"
    run("export_guide", page.code, "--format", "xlsx", "-o", path)
    fill_in(path, {"停车提示": "路边停车", "适用片区": "老城区"})

    outcome = run("import_guides", path, "--json", "-")

    assert outcome.json["problems"] == []
    rows = said(present_guide(draft(page)).model_dump(mode="json")["extra"])
    assert rows == {"parking": "路边停车", "zone": "老城区"}


def fill_in(path, values):
    """Write {label: value} into the sheet of extra fields."""
    book = load_workbook(path)
    sheet = book["补充字段"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    for row in sheet.iter_rows(min_row=3):
        label = row[heads["label"] - 1].value
        if label in values:
            row[heads["value"] - 1].value = values[label]
    book.save(path)


def test_a_word_file_has_them_and_is_read_back(run, tmp_path, filled):
    path = tmp_path / "guide.docx"
    run("export_guide", filed(filled), "--format", "docx", "-o", path)

    read = run("parse_guide", path, "--json", "-").json

    assert said(read["document"]["extra"]) == SAID
    unsure = [
        one
        for one in read["pieces"]
        if one["pointer"].startswith("/extra") and one["confidence"] != "sure"
    ]
    assert unsure == []


def test_a_pdf_has_them(run, tmp_path, filled):
    path = tmp_path / "guide.pdf"
    run("export_guide", filed(filled), "--format", "pdf", "-o", path)

    words = squeezed("".join(pages_of(path.read_bytes())))
    assert all(one in words for one in ("停车提示", "一小时免费", "帮办人员", "李帮办"))
    assert "年办件量" not in words


def test_what_a_paper_says_for_officials_reaches_no_citizen_in_a_guide_of_another_outline(
    city, outline
):
    writer = person(Role.COMPILER, city)
    guide = compile_guide(
        SituationFactory(item__department=city), Outline.objects.get(key="unified-guide"), writer
    )
    source = source_of_text("停车提示：负一层停车场\n年办件量：1200")

    read = understand(source, extra=outline.extra_rules).document
    save_draft(read, guide.situation, writer, [])

    document = present_guide(draft(guide))
    assert said(document.model_dump(mode="json")["extra_internal"]) == INTERNAL
    assert "1200" not in json.dumps(public_cut(document), ensure_ascii=False)
