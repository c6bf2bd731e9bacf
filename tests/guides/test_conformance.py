"""A Document held against its outline: what must be there, under which condition, how long."""

import pytest
from django.utils import translation

from guides.document import GuideDocument, ManualDocument
from guides.models import Outline, OutlineSection
from guides.outlines.conformance import (
    completeness,
    nonconformities,
    required_places,
    section_statuses,
)


def outline(**section):
    return Outline(key="o", kind="guide", sections=[OutlineSection(label="材料", **section)])


def document(**data):
    return GuideDocument.model_validate(data)


def pointers(found):
    return [one.pointer for one in found]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_a_mandatory_section_must_say_something():
    rule = outline(key="summary")

    assert pointers(nonconformities(document(), rule)) == ["/summary"]
    assert nonconformities(document(summary="一句话"), rule) == []


def test_no_is_an_answer():
    rule = outline(key="fees.charged")

    assert nonconformities(document(fees={"charged": False}), rule) == []


def test_a_conditional_section_is_asked_for_only_under_its_condition():
    rule = outline(key="faqs", requirement="C", condition={"item.item_type": ["01"]})

    assert nonconformities(document(item={"item_type": "20"}), rule) == []
    assert pointers(nonconformities(document(item={"item_type": "01"}), rule)) == ["/faqs"]


def test_a_condition_holds_when_one_value_of_a_list_is_allowed():
    rule = outline(key="summary", requirement="C", condition={"item.audience": ["2", "3"]})

    assert nonconformities(document(item={"audience": ["1"]}), rule) == []
    assert nonconformities(document(item={"audience": ["1", "3"]}), rule) != []


def test_null_in_a_condition_means_that_nothing_is_said():
    rule = outline(key="summary", requirement="C", condition={"issuer": [None]})

    assert nonconformities(document(issuer="局"), rule) == []
    assert nonconformities(document(), rule) != []


def test_a_field_of_a_row_is_named_with_its_row():
    rule = outline(key="materials", required_fields=["items.*.source"])
    rows = [{"name": "一", "source": "10"}, {"name": "二"}]

    (found,) = nonconformities(document(materials={"items": rows}), rule)

    assert found.pointer == "/materials/items/1/source"
    assert "row 2 · Source" in found.message
    assert found.section == "materials"


def test_an_optional_section_that_is_there_must_be_whole():
    rule = outline(key="faqs", requirement="O", required_fields=["*.answer"])

    assert nonconformities(document(), rule) == []
    assert pointers(nonconformities(document(faqs=[{"question": "?"}]), rule)) == ["/faqs/0/answer"]


def test_rows_and_length_have_limits():
    rows = outline(key="legal_bases", min_rows=2)
    text = outline(key="summary", max_length=3)

    assert pointers(nonconformities(document(legal_bases=[{"title": "法"}]), rows)) == [
        "/legal_bases"
    ]
    assert pointers(nonconformities(document(summary="四个字了"), text)) == ["/summary"]


def test_nothing_needed_excuses_from_rows():
    rule = outline(key="materials", min_rows=1)

    assert nonconformities(document(materials={"none_required": True}), rule) == []


def test_completeness_counts_what_must_be_there():
    rules = Outline(
        key="o",
        kind="guide",
        sections=[
            OutlineSection(key="summary", label="一"),
            OutlineSection(key="issuer", label="二"),
            OutlineSection(key="faqs", label="三", requirement="O"),
        ],
    )

    assert completeness(section_statuses(document(summary="有"), rules)) == 50


def test_a_section_that_is_missing_is_said_to_be_so_once():
    rules = Outline(
        key="o",
        kind="guide",
        sections=[
            OutlineSection(key="conditions", label="一"),
            OutlineSection(key="conditions.items", label="二"),
        ],
    )

    assert pointers(nonconformities(document(), rules)) == ["/conditions"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"service_points": [{"name": "窗口", "hours": [{}]}]}, "/service_points/0/hours/0"),
        ({"materials": {"items": [{"key": "m1"}]}}, "/materials/items/0"),
        ({"contacts": {"enquiries": [{"value": "12345"}, {}]}}, "/contacts/enquiries/1"),
        (
            {"question_tree": {"questions": [{"question": "?", "options": [{}]}]}},
            "/question_tree/questions/0/options/0",
        ),
    ],
)
def test_a_row_that_says_nothing_is_found_wherever_it_stands(data, place):
    rule = outline(key=next(iter(data)))

    found = nonconformities(document(**data), rule)

    assert place in pointers(found)
    assert "says nothing" in found[-1].message


def test_an_empty_row_of_a_shared_section_is_the_guide_s_not_the_manual_s():
    rules = Outline(
        key="o",
        kind="manual",
        sections=[
            OutlineSection(key="materials", label="材料"),
            OutlineSection(key="posts", label="岗位"),
        ],
    )
    data = {"materials": {"items": [{"key": "m1"}]}, "posts": [{}]}

    found = nonconformities(ManualDocument.model_validate(data), rules)

    assert [(one.pointer, one.kind) for one in found if "nothing" in one.message] == [
        ("/posts/0", "manual")
    ]


def test_what_must_be_filled_in_is_named_by_pointers_with_a_star_for_each_row():
    rules = Outline(
        key="o",
        kind="guide",
        sections=[
            OutlineSection(key="issuer", label="机构"),
            OutlineSection(key="materials.items", label="材料", required_fields=["*.name"]),
            OutlineSection(key="conditions", label="条件"),
            OutlineSection(key="faqs", label="问题", requirement="O", required_fields=["*.answer"]),
        ],
    )
    statuses = section_statuses(document(), rules)

    assert required_places(GuideDocument, rules, statuses) == ["/issuer", "/materials/items/*/name"]
