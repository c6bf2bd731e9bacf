"""A second city's outline with an extra field of every kind, from loading to paper and back."""

import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.choices import Role
from exchange.exporting import document_text
from guides.compiling.compile import compile_guide
from guides.compiling.replacing import found_in, replace_in
from guides.document import canonical_json, public_cut
from guides.models import GuidePage, Outline
from guides.outlines.conformance import nonconformities
from guides.outlines.loading import load_outline
from guides.presenter import present_guide
from moderation.comparing.changes import changed_sections
from publication.models import PublicState
from publication.take_over import take_over
from search.index_document import index_document
from tests.exchange.papers.reading_pdf import pages_of, squeezed
from tests.factories import SituationFactory, UserFactory, person
from tests.guides.extra_samples import EXTRA_FIELDS, outline_data
from tests.guides.form_data import posted
from tests.publication.filing_samples import old_envelope

pytestmark = [pytest.mark.django_db, pytest.mark.city]

SENT = {
    "extra-parking": "负一层停车场，一小时免费",
    "extra-valid_until": "２０２７-12-31",
    "extra-yearly_cases": "１２００",
    "extra-zone": "east",
    "extra-helpers-count": "3",
    "extra-helpers-0-name": "王帮办",
    "extra-helpers-0-phone": "0591-12345678",
    "extra-helpers-1-name": "",
    "extra-helpers-1-phone": "",
    "extra-helpers-2-name": "李帮办",
    "extra-helpers-2-phone": "",
}
"""What a browser sends of the second city's own fields."""
SAID = {
    "parking": "负一层停车场，一小时免费",
    "valid_until": "2027-12-31",
    "zone": "东部新区",
    "helpers": [["王帮办", "0591-12345678"], ["李帮办", ""]],
}
INTERNAL = {"yearly_cases": "1200"}


@pytest.fixture
def outline(city, tmp_path):
    """The second city's outline, loaded from its file."""
    path = tmp_path / "second-city.json"
    path.write_text(json.dumps(outline_data(), ensure_ascii=False), encoding="utf-8")
    return load_outline(path)[0]


@pytest.fixture
def page(city, outline):
    return compile_guide(SituationFactory(item__department=city), outline, UserFactory())


@pytest.fixture
def editor(client, city):
    client.force_login(person(Role.COMPILER, city))
    return client


@pytest.fixture
def filled(editor, page):
    """The guide's draft once its compiler has filled in every extra field."""
    assert save(editor, page, SENT).status_code == 302
    return draft(page)


def draft(page):
    return GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(editor, page, sent):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = editor.get(address).content.decode()
    data = posted(html, draft(page)) | {name: [value] for name, value in sent.items()}
    return editor.post(address, data)


def said(rows):
    """Return {key: value, or cells of its rows} of extra fields."""
    return {
        row["key"]: [one["cells"] for one in row["rows"]] if row["rows"] else row["value"]
        for row in rows
    }


def filed(page):
    """Put the draft into the register, as taken over; return its code."""
    take_over(page.code, present_guide(page), None, old_envelope())
    return page.code


def test_the_editor_shows_each_field_with_its_input(editor, page):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    for field in EXTRA_FIELDS:
        assert field["label"] in html
    assert 'data-extra-of="materials"' in html
    assert '<input type="date" name="extra-valid_until"' in html
    assert '<option value="east">东部新区</option>' in html
    assert 'name="extra-helpers-0-phone"' in html


def test_what_was_filled_in_is_in_the_document(filled):
    document = present_guide(filled).model_dump(mode="json")

    assert said(document["extra"]) == SAID
    assert said(document["extra_internal"]) == INTERNAL
    assert [row["key"] for row in document["extra"]] == [
        field["key"] for field in EXTRA_FIELDS if not field.get("internal")
    ]
    assert {row["kind"] for row in document["extra"]} == {"text", "date", "choice", "table"}


def test_saving_again_changes_nothing(editor, filled):
    before = canonical_json(present_guide(filled))

    answer = save(editor, filled, {})

    assert answer.status_code == 302
    assert canonical_json(present_guide(draft(filled))) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("extra-valid_until", "明年年底"),
        ("extra-yearly_cases", "很多"),
        ("extra-zone", "west"),
        ("extra-parking", "停\u202e车"),
    ],
)
def test_a_wrong_value_is_an_error_at_its_field(editor, page, name, value):
    answer = save(editor, page, SENT | {name: value})

    key = name.removeprefix("extra-")
    errors = answer.context["form"].errors.as_data()["extra"]
    assert [error.code for error in errors] == [key]
    assert f'id="{name}-errors"' in answer.content.decode()


def test_two_people_change_different_fields_and_keep_both(editor, filled):
    first, second = open_form(editor, filled), open_form(editor, filled)

    editor.post(*first({"extra-zone": "old"}))
    editor.post(*second({"extra-parking": "路边停车"}))

    rows = said(present_guide(draft(filled)).model_dump(mode="json")["extra"])
    assert (rows["zone"], rows["parking"]) == ("老城区", "路边停车")


def test_two_people_who_change_one_field_are_asked(editor, filled):
    first, second = open_form(editor, filled), open_form(editor, filled)

    editor.post(*first({"extra-zone": "old"}))
    answer = editor.post(*second({"extra-zone": ""}))

    [choice] = answer.context["form"].choices()
    assert (choice.place, choice.mine, choice.theirs) == (
        "补充字段 · 适用片区",
        "（已删除）",
        "老城区",
    )


def open_form(editor, page):
    """Return a function that gives the address and data of an open form with some changes."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = posted(editor.get(address).content.decode(), draft(page))
    return lambda sent: (address, data | {name: [value] for name, value in sent.items()})


def test_a_field_that_a_form_does_not_send_stays(editor, filled):
    address = reverse("wagtailadmin_pages:edit", args=[filled.pk])
    data = posted(editor.get(address).content.decode(), filled)

    sent = {name: value for name, value in data.items() if not name.startswith("extra-")}
    assert editor.post(address, sent).status_code == 302

    assert said(present_guide(draft(filled)).model_dump(mode="json")["extra"]) == SAID


def test_a_count_that_no_form_has_leaves_the_table_as_it_is(editor, filled):
    answer = save(editor, filled, {"extra-helpers-count": "9" * 5000})

    assert answer.status_code == 302
    assert said(present_guide(draft(filled)).model_dump(mode="json")["extra"]) == SAID


def test_a_required_field_that_is_empty_keeps_the_guide_from_review(page, outline, filled):
    missing = [one.pointer for one in nonconformities(present_guide(page), outline)]
    left = [one.pointer for one in nonconformities(present_guide(filled), outline)]

    assert {"/extra/valid_until", "/extra/zone"} <= set(missing)
    assert not {one for one in left if one.startswith("/extra")}


def test_the_public_page_shows_them_where_they_stand_and_nothing_internal(client, filled):
    code = filed(filled)

    chinese = client.get(f"/guides/{code}/").content.decode()
    english = client.get(f"/en/guides/{code}/").content.decode()

    section = chinese.partition('id="service_points"')[2].partition("</section>")[0]
    assert "停车提示" in section
    assert "负一层停车场，一小时免费" in section
    assert all(words in chinese for words in ("2027 年 12 月 31 日", "东部新区", "王帮办", "姓名"))
    assert "Eastern new area" in english
    assert "年办件量" not in chinese
    assert "1200" not in chinese


def test_the_api_gives_them_and_nothing_internal(client, filled):
    code = filed(filled)

    document = client.get(f"/api/v1/guides/{code}").json()["document"]

    assert said(document["extra"]) == SAID
    assert "extra_internal" not in document
    assert next(row for row in document["extra"] if row["key"] == "zone")["code"] == "east"


def test_search_finds_their_words(filled):
    code = filed(filled)

    texts = index_document(PublicState.objects.get(code=code)).texts["extra"]

    assert "负一层停车场，一小时免费" in texts
    assert "王帮办" in texts
    assert not any("1200" in text for text in texts)


def test_a_reviewer_sees_what_changed_under_its_own_label(editor, filled):
    old = present_guide(filled).model_dump(mode="json")
    save(editor, filled, {"extra-zone": "old", "extra-helpers-1-phone": "0591-1"})

    [section] = changed_sections(old, present_guide(draft(filled)).model_dump(mode="json"))

    assert section.key == "extra"
    assert [(one.label, one.old, one.new) for one in section.fields] == [
        ("适用片区", "东部新区", "老城区"),
        (
            "帮办人员",
            "姓名：王帮办；电话：0591-12345678\n姓名：李帮办",
            "姓名：王帮办；电话：0591-12345678\n姓名：李帮办；电话：0591-1",
        ),
    ]


def test_words_are_found_and_replaced_in_texts_and_tables(filled):
    places = {one.place.pointer for one in found_in(filled, "帮办")}

    count = replace_in(filled, "帮办", "代办", places)

    assert count == 2
    rows = said(present_guide(filled).model_dump(mode="json")["extra"])
    assert rows["helpers"] == [["王代办", "0591-12345678"], ["李代办", ""]]
    assert rows["parking"] == SAID["parking"]


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


def newer(tmp_path, fields):
    """Load version 2 of the outline with other extra fields."""
    path = tmp_path / "v2.json"
    data = outline_data() | {"version": 2, "extra_fields": fields}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return load_outline(path)[0]


def test_a_newer_outline_loses_nothing(editor, tmp_path, filled):
    outline = newer(tmp_path, EXTRA_FIELDS[3:])
    page = draft(filled)
    page.outline = outline
    page.save()
    page.save_revision()

    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    answer = save(editor, page, {"extra-zone": "old"})

    assert "旧模板字段" in html
    assert "负一层停车场，一小时免费" in html
    assert answer.status_code == 302
    document = present_guide(draft(page)).model_dump(mode="json")
    assert said(document["extra"]) == SAID | {"zone": "老城区"}
    outdated = [row["key"] for row in document["extra"] if row["outdated"]]
    assert outdated == ["parking", "valid_until"]
    assert said(document["extra_internal"]) == INTERNAL


def test_an_outdated_field_goes_when_its_compiler_deletes_it(editor, tmp_path, filled):
    page = draft(filled)
    page.outline = newer(tmp_path, EXTRA_FIELDS[3:])
    page.save()
    page.save_revision()

    save(editor, page, {"extra-drop": "extra/parking"})

    rows = said(present_guide(draft(page)).model_dump(mode="json")["extra"])
    assert "parking" not in rows
    assert "valid_until" in rows


def test_renamed_choices_and_columns_are_followed_and_old_cells_stay(tmp_path, filled):
    fields = json.loads(json.dumps(EXTRA_FIELDS))
    fields[3]["choices"][0]["label"] = "东部新城"
    fields[4]["columns"] = [{"key": "name", "label": "帮办员"}]
    filled.outline = newer(tmp_path, fields)

    rows = present_guide(filled).model_dump(mode="json")["extra"]

    by_key = {row["key"]: row for row in rows}
    assert by_key["zone"]["value"] == "东部新城"
    assert [one["label"] for one in by_key["helpers"]["columns"]] == ["帮办员", "电话"]
    assert said(rows)["helpers"] == SAID["helpers"]


def test_a_guide_without_extra_fields_is_to_the_byte_what_it_was(city):
    outline = Outline.objects.get(key="unified-guide")
    page = compile_guide(SituationFactory(item__department=city), outline, UserFactory())

    document = present_guide(page)

    assert '"extra' not in canonical_json(document)
    assert "extra" not in public_cut(document)
