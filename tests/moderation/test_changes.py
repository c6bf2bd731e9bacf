"""What changed between two Documents, in words that a reviewer understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.document import GuideDocument, ManualDocument
from guides.document.shared import EXTRAS
from moderation.comparing.changes import ROW_MOVED, changed_sections
from moderation.comparing.sections import section_hashes, sections_of


def guide(**fields):
    return GuideDocument.model_validate({"title": "许可", **fields}).model_dump(mode="json")


def only(old, new):
    """Return the one change between two Documents."""
    ((change,),) = [section.fields for section in changed_sections(old, new)]
    return change


def test_equal_documents_have_no_changes():
    assert changed_sections(guide(), guide()) == []


def test_a_changed_fact_tells_its_place_and_both_values():
    change = only(
        guide(time_limits={"promised": {"value": 8, "unit": "working_day"}}),
        guide(time_limits={"promised": {"value": 5, "unit": "working_day"}}),
    )

    assert change.pointer == "time_limits.promised.value"
    assert (change.old, change.new) == ("8", "5")


def test_a_code_is_shown_by_its_label():
    change = only(guide(fees={"charged": False}), guide(fees={"charged": True}))

    assert {change.old, change.new}.isdisjoint({"True", "False"})
    assert change.old != change.new


def test_rows_with_keys_are_compared_with_themselves_wherever_they_stand():
    first = {"key": "a", "name": "申请书"}
    second = {"key": "b", "name": "身份证", "copies": 1}
    old = guide(materials={"items": [first, second]})
    new = guide(materials={"items": [second | {"copies": 2}, first]})

    ((copies, moved),) = [section.fields for section in changed_sections(old, new)]

    assert (moved.kind, moved.old, moved.new) == (ROW_MOVED, "第 1 位", "第 2 位")
    assert "申请书" in moved.place
    assert (copies.pointer, copies.old, copies.new) == ("materials.items.0.copies", "1", "2")
    assert "身份证" in copies.place


def test_an_added_and_a_removed_row_are_shown_whole():
    old = guide(materials={"items": [{"key": "a", "name": "申请书"}]})
    new = guide(materials={"items": [{"key": "b", "name": "身份证", "note": "出示原件"}]})

    ((added, removed),) = [section.fields for section in changed_sections(old, new)]

    assert added.old == "" and "身份证" in added.new and "出示原件" in added.new
    assert removed.new == "" and "申请书" in removed.old


def test_a_row_without_key_that_moves_up_is_not_a_new_row():
    laws = [{"title": f"法{n}", "article": "第一条"} for n in range(4)]

    change = only(guide(legal_bases=laws), guide(legal_bases=laws[1:]))

    assert "法0" in change.old and change.new == ""


def test_the_same_name_with_another_content_of_a_file_is_a_change():
    def attached(sha256):
        file = {"sha256": sha256 * 64, "name": "申请表.pdf", "size": 1, "media_type": "x"}
        return guide(attachments=[{"name": "表", "file": file}])

    change = only(attached("a"), attached("b"))

    assert "aaaaaaaa" in change.old and "bbbbbbbb" in change.new


def test_a_first_version_lists_what_it_says_and_no_empty_section():
    found = {section.key for section in changed_sections(None, guide(fees={"charged": False}))}

    assert found == {"cover", "fees"}


def test_a_manual_shows_only_what_it_adds():
    old = ManualDocument(title="手册", fees={"charged": False}).model_dump(mode="json")
    new = ManualDocument(title="手册", fees={"charged": True}, preface="前言").model_dump(
        mode="json"
    )

    assert [section.key for section in changed_sections(old, new)] == ["manual.preface"]


def test_every_field_of_the_documents_belongs_to_exactly_one_section():
    for document in (guide(), ManualDocument().model_dump(mode="json")):
        named = [name for section in sections_of(document).values() for name in section.fields]
        own = set(document) - {"schema_version"}
        if document["schema_version"].startswith("guide"):
            own |= {"standard", *EXTRAS}  # left out of the JSON of a guide that has none
            assert sorted(named) == sorted(own)
        assert len(named) == len(set(named))


@given(st.text("食品经营许可", max_size=4), st.text("食品经营许可", max_size=4))
def test_a_section_hash_differs_exactly_when_the_section_does(old, new):
    before = section_hashes(guide(faqs=[{"question": old}]))
    after = section_hashes(guide(faqs=[{"question": new}]))

    assert (before["faqs"] == after["faqs"]) == (old == new)
    assert before["fees"] == after["fees"]


@pytest.mark.parametrize("change", [{"title": "改名"}, {"checked_on": "2026-11-23"}])
def test_the_cover_is_one_section(change):
    assert [section.key for section in changed_sections(guide(), guide(**change))] == ["cover"]


MATERIALS = {"items": [{"key": "m1", "name": "申请表"}, {"key": "m2", "name": "营业执照"}]}


def test_rows_that_others_name_by_their_keys_are_called_by_their_names():
    condition = {"key": "c1", "text": "有固定场所"}
    old = guide(materials=MATERIALS, conditions={"items": [condition | {"materials": ["m1"]}]})
    new = guide(
        materials=MATERIALS,
        conditions={"items": [condition | {"materials": ["m1", "m2"]}]},
        question_tree={
            "questions": [
                {"key": "q", "question": "问", "options": [{"effect": {"add_materials": ["m2"]}}]}
            ]
        },
    )

    found = {one.key: one.fields for one in changed_sections(old, new)}

    (proved_by,) = found["conditions"]
    assert proved_by.label == "证明材料"
    assert (proved_by.old, proved_by.new) == ("申请表", "申请表、营业执照")
    assert any("增加材料：营业执照" in one.new for one in found["question_tree"])


def test_a_row_made_anew_under_the_same_name_is_still_a_change():
    condition = {"key": "c1", "text": "有固定场所"}
    again = {"items": [{"key": "m9", "name": "申请表"}]}

    found = changed_sections(
        guide(materials=MATERIALS, conditions={"items": [condition | {"materials": ["m1"]}]}),
        guide(materials=again, conditions={"items": [condition | {"materials": ["m9"]}]}),
    )

    assert "conditions" in [one.key for one in found]
