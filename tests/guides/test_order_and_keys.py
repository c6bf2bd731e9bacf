"""What the server settles of a saved form: order of ticked codes, keys of rows."""

from guides.blocks.order_and_keys import with_old_keys
from guides.blocks.sections import GUIDE_SECTIONS, SectionsBlock

SECTIONS = SectionsBlock(GUIDE_SECTIONS)


def materials(*rows):
    """Return sections with these (block id, key, name) materials."""
    items = [
        {"type": "item", "id": block_id, "value": {"key": key, "name": name}}
        for block_id, key, name in rows
    ]
    return SECTIONS.to_python([{"type": "materials", "id": "top", "value": {"items": items}}])


def keys(sections):
    return [row["key"] for row in sections[0].value["items"]]


def test_a_new_row_gets_a_key():
    settled = with_old_keys(
        materials(("a", "m1", "一"), ("b", "", "二")), materials(("a", "m1", "一"))
    )

    assert keys(settled)[0] == "m1"
    assert len(keys(settled)[1]) == 8


def test_the_copy_of_a_row_gets_another_key():
    settled = with_old_keys(
        materials(("a", "m1", "一"), ("b", "m1", "一")), materials(("a", "m1", "一"))
    )

    assert keys(settled)[0] == "m1"
    assert keys(settled)[1] not in ("", "m1")


def test_a_row_that_came_without_a_key_keeps_none():
    before = materials(("a", "", "一"))

    assert keys(with_old_keys(materials(("a", "", "一改")), before)) == [""]


def test_ticked_codes_keep_their_order_while_they_are_the_same():
    assert with_old_keys(["1", "2"], ["2", "1"]) == ["2", "1"]
    assert with_old_keys(["1", "2", "3"], ["2", "1"]) == ["1", "2", "3"]


def test_the_empty_key_of_a_form_that_stays_open_does_not_change_the_row_s_key():
    saved = materials(("a", "m1", "一"))

    assert keys(with_old_keys(materials(("a", "", "一改")), saved)) == ["m1"]
