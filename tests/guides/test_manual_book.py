"""A manual is a book: one order and one numbering on screen and paper, its forms filled."""

import json

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from core.papers.content import Heading
from exchange.papers.full import full_paper
from exchange.papers.sections import BUILDERS, OF_A_MANUAL
from exchange.papers.subject import Subject
from guides import choices
from guides.document import ManualDocument
from guides.editor.form_library import shipped_forms
from guides.models import Outline
from guides.outlines.conformance import nonconformities
from guides.outlines.loading import SHIPPED, load_shipped_outlines
from guides.showing.book import book
from guides.showing.form_fields import filled, unknown_fields
from guides.showing.internal import INTERNAL
from guides.showing.language import speaking
from guides.showing.outline_order import KNOWN, in_outline_order
from tests.filled_documents import Filler

DEMO = settings.BASE_DIR / "demo" / "data"
FILES = ("blank_forms", "samples", "image", "file", "attachments")


@pytest.fixture(autouse=True)
def _in_chinese():
    with speaking("zh-hans"):
        yield


def outline_of(name="unified-manual-1", without=()):
    """Return the reference to a shipped outline, some of its sections left out."""
    given = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
    sections = [one for one in given["sections"] if one["key"] not in without]
    rows = [{"key": one["key"], "label": one["label"]} for one in sections]
    return {"key": name, "version": 1, "sections": rows}


def without_files(value):
    if isinstance(value, dict):
        return {key: without_files(one) for key, one in value.items() if key not in FILES}
    return [without_files(one) for one in value] if isinstance(value, list) else value


def demo_manual(name):
    """Return a manual of the demo city over its guide, without files, as JSON data."""
    own = json.loads((DEMO / "manuals" / f"{name}.json").read_text(encoding="utf-8"))["document"]
    guide = json.loads((DEMO / "guides" / f"{name}.json").read_text(encoding="utf-8"))["document"]
    shared = {key: one for key, one in guide.items() if key in ManualDocument.model_fields}
    data = without_files(shared | own) | {"outline": outline_of()}
    return ManualDocument.model_validate(data).model_dump(mode="json")


def filled_one(**changes):
    """Return a manual with every field filled as JSON data; `changes` replace its sections."""
    data = Filler().part(ManualDocument)
    data |= {"schema_version": "manual-1", "outline": outline_of()} | changes
    return ManualDocument.model_validate(data).model_dump(mode="json")


NAMES = sorted(path.stem for path in (DEMO / "manuals").glob("*.json"))
APART = {
    **outline_of(),
    "sections": [
        {"key": key, "label": key}
        for key in ("contacts.enquiries", "item", "item.codes", "time_limits.promised", "posts")
    ],
}
BOOKS = {name: lambda name=name: demo_manual(name) for name in NAMES} | {
    "filled": filled_one,
    "empty": lambda: ManualDocument(outline=outline_of()).model_dump(mode="json"),
    "sections apart": lambda: filled_one(outline=APART),
    "nothing needed": lambda: filled_one(materials={"none_required": True, "items": []}),
}


@pytest.mark.parametrize("name", BOOKS)
def test_screen_and_paper_have_the_same_sections_under_the_same_numbers(name):
    document = BOOKS[name]()

    on_screen = [one["heading"] for one in book(document)]

    paper = full_paper(Subject("x-1", "manual", document))
    chapters = [one for one in paper.blocks if isinstance(one, Heading) and one.level == 1]
    assert on_screen == [one.text for one in chapters]


def test_the_scope_follows_the_item_where_the_outline_does_not_name_it():
    outline = outline_of()["sections"]

    order = in_outline_order(outline)

    assert order[order.index("item") + 1] == "item.scope"
    assert order[order.index("attachments") :] == ["attachments", "question_tree", "faqs"]


def test_what_the_outline_leaves_out_stands_on_paper_all_the_same():
    document = filled_one(outline=outline_of(without={"opinion_templates"}))

    assert any("意见模板" in one["heading"] for one in book(document))


def test_papers_and_books_know_the_same_sections():
    assert set(BUILDERS) | set(OF_A_MANUAL) == KNOWN


def test_fields_of_a_form_are_filled_from_the_guide_and_others_stay():
    document = demo_manual("scjg-food-catering")
    text = "{事项名称}，承诺｛承诺时限｝，由{实施机关}办理；{没有的}，{  }"

    said = filled(text, document | {"item": document["item"] | {"name": "食品经营许可"}})

    assert said.startswith("食品经营许可，承诺")
    assert "承诺时限" not in said
    assert said.endswith("；{没有的}，{  }")


def test_forms_are_numbered_as_they_stand_in_the_book():
    classes = ["decision", "acceptance", "decision"]
    rows = [{"form_class": one, "name": f"文书{place}"} for place, one in enumerate(classes)]
    document = ManualDocument.model_validate({"document_forms": rows}).model_dump(mode="json")

    groups = INTERNAL["document_forms"](document)

    shown = [(one["number"], one["name"]) for group in groups for one in group["forms"]]
    assert shown == [(1, "文书1"), (2, "文书0"), (3, "文书2")]


def test_every_form_of_the_library_has_a_class_a_name_of_its_own_and_known_fields():
    forms = shipped_forms()

    assert {one["form_class"] for one in forms} == set(choices.FormClass.values)
    assert len({one["name"] for one in forms}) == len(forms) > 12
    assert [name for one in forms for name in unknown_fields(one["text"])] == []


@pytest.mark.django_db
def test_a_field_that_there_is_not_is_named_at_its_form():
    load_shipped_outlines()
    rows = [{"form_class": "decision", "name": "决定书", "text": "{事项名称}{事项名}"}]
    manual = ManualDocument.model_validate({"document_forms": rows})

    found = nonconformities(manual, Outline.objects.get(key="unified-manual"))

    (wrong,) = [one for one in found if "{事项名}" in one.message]
    assert (wrong.pointer, wrong.kind) == ("/document_forms/0/text", "manual")


def test_the_supervision_table_sums_its_scores():
    (section,) = [
        one for one in book(demo_manual("scjg-food-catering")) if one["key"] == "supervision"
    ]

    last = section["data"]["rows"][-1]
    assert (last[0]["value"], last[-1]["value"]) == ("合计", "100")


@pytest.mark.parametrize("page", ["no_manual", "unpresentable"])
def test_a_page_in_place_of_a_preview_has_no_style_of_its_own_that_is_refused(page):
    html = render_to_string(f"guides/{page}.html")

    assert "<style" not in html
    assert 'rel="stylesheet"' in html
