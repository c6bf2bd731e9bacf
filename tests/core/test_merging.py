"""Merging what two people changed: nothing is lost, nothing is asked without need."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editing.merging import ABSENT, MINE, ORDER, THEIRS, Conflict, merge

BASE = {
    "title": "甲",
    "summary": "乙",
    "sections": [
        {
            "type": "materials",
            "id": "s1",
            "value": {
                "none_required": False,
                "items": [
                    {"type": "item", "id": "m1", "value": {"name": "申请书", "note": "一份"}},
                    {"type": "item", "id": "m2", "value": {"name": "执照", "note": ""}},
                    {"type": "item", "id": "m3", "value": {"name": "照片", "note": ""}},
                ],
            },
        },
        {"type": "fees", "id": "s2", "value": {"items": []}},
    ],
}
ROWS = ("sections", "materials", "items")


def rows_of(values):
    return next(one for one in values["sections"] if one["type"] == "materials")["value"]["items"]


def row(values, key):
    return next(one for one in rows_of(values) if one["id"] == key)


def changed(change):
    """Return a copy of BASE after `change` of it."""
    values = deepcopy(BASE)
    change(values)
    return values


def writing(key, name, text):
    return lambda values: row(values, key)["value"].update({name: text})


def taking_away(key):
    return lambda values: rows_of(values).remove(row(values, key))


def adding(key, place=None):
    def change(values):
        rows = rows_of(values)
        new = {"type": "item", "id": key, "value": {"name": key, "note": ""}}
        rows.insert(len(rows) if place is None else place, new)

    return change


def moving(*order):
    return lambda values: rows_of(values).sort(key=lambda one: order.index(one["id"]))


def keys(values):
    return [one["id"] for one in rows_of(values)]


def test_two_fields_of_one_row_are_both_kept():
    mine, theirs = changed(writing("m1", "name", "申请表")), changed(writing("m1", "note", "两份"))

    merged = merge(BASE, mine, theirs)

    assert merged.conflicts == []
    assert row(merged.value, "m1")["value"] == {"name": "申请表", "note": "两份"}


def test_one_field_that_both_changed_is_asked_about_and_decided():
    mine, theirs = changed(writing("m1", "name", "甲方")), changed(writing("m1", "name", "乙方"))
    path = (*ROWS, "m1", "name")

    undecided = merge(BASE, mine, theirs)
    by_choice = {side: merge(BASE, mine, theirs, {path: side}) for side in (MINE, THEIRS)}

    assert undecided.conflicts == [Conflict(path, "甲方", "乙方")]
    assert row(by_choice[MINE].value, "m1")["value"]["name"] == "甲方"
    assert row(by_choice[THEIRS].value, "m1")["value"]["name"] == "乙方"
    assert by_choice[MINE].conflicts == by_choice[THEIRS].conflicts == []


def test_the_same_change_on_both_sides_is_no_conflict():
    mine = changed(writing("m1", "name", "同样"))

    assert merge(BASE, mine, deepcopy(mine)).conflicts == []


@pytest.mark.parametrize("mine_deletes", [True, False])
def test_a_row_taken_away_here_and_edited_there_is_asked_about(mine_deletes):
    sides = [changed(taking_away("m2")), changed(writing("m2", "note", "复印件"))]
    mine, theirs = sides if mine_deletes else reversed(sides)

    merged = merge(BASE, mine, theirs)

    [conflict] = merged.conflicts
    assert conflict.path == (*ROWS, "m2")
    assert (conflict.mine is ABSENT, conflict.theirs is ABSENT) == (mine_deletes, not mine_deletes)
    assert row(merged.value, "m2")["value"]["note"] == "复印件"


@pytest.mark.parametrize("choice", [MINE, THEIRS])
def test_the_choice_about_a_row_taken_away_is_carried_out(choice):
    mine, theirs = changed(taking_away("m2")), changed(writing("m2", "note", "复印件"))

    merged = merge(BASE, mine, theirs, {(*ROWS, "m2"): choice})

    assert ("m2" in keys(merged.value)) == (choice == THEIRS)


def test_a_row_taken_away_that_nobody_edited_stays_away():
    mine, theirs = changed(taking_away("m2")), changed(writing("m1", "note", "两份"))

    merged = merge(BASE, mine, theirs)

    assert (keys(merged.value), merged.conflicts) == (["m1", "m3"], [])


def test_rows_that_both_added_stand_where_each_put_them():
    mine, theirs = changed(adding("new-1", 1)), changed(adding("new-2"))

    assert keys(merge(BASE, mine, theirs).value) == ["m1", "new-1", "m2", "m3", "new-2"]


def test_rows_moved_on_one_side_keep_what_the_other_side_added():
    mine, theirs = changed(moving("m3", "m1", "m2")), changed(adding("new", 1))

    merged = merge(BASE, mine, theirs)

    assert (keys(merged.value), merged.conflicts) == (["m3", "m1", "new", "m2"], [])


def test_rows_moved_on_both_sides_are_asked_about():
    mine, theirs = changed(moving("m3", "m1", "m2")), changed(moving("m2", "m1", "m3"))

    merged = merge(BASE, mine, theirs)
    decided = merge(BASE, mine, theirs, {(*ROWS, ORDER): THEIRS})

    assert [one.path for one in merged.conflicts] == [(*ROWS, ORDER)]
    assert keys(decided.value) == ["m2", "m1", "m3"]


def test_a_section_that_both_added_is_one_section():
    def with_section(key, name):
        section = {"type": "faqs", "id": key, "value": {"items": [], name: "有"}}
        return changed(lambda values: values["sections"].append(section))

    merged = merge(BASE, with_section("s8", "mine"), with_section("s9", "theirs"))

    [section] = [one for one in merged.value["sections"] if one["type"] == "faqs"]
    assert section["value"] == {"items": [], "mine": "有", "theirs": "有"}


def test_without_a_base_every_difference_is_asked_about_and_no_row_is_lost():
    mine, theirs = changed(adding("new-1")), changed(adding("new-2"))
    mine["title"] = "丙"

    merged = merge({}, mine, theirs)

    assert [one.path for one in merged.conflicts] == [("title",)]
    assert set(keys(merged.value)) == {"m1", "m2", "m3", "new-1", "new-2"}


TEXTS = st.sampled_from("甲乙丙丁")
VALUES = st.fixed_dictionaries({"name": TEXTS, "note": TEXTS})
TABLES = st.dictionaries(st.sampled_from([f"m{number}" for number in range(6)]), VALUES)


@st.composite
def drafts(draw):
    """Draw the values of a form: two texts, and a table in one of two sections."""
    table = draw(TABLES)
    order = draw(st.permutations(sorted(table)))
    items = [{"type": "item", "id": key, "value": table[key]} for key in order]
    sections = [{"type": "materials", "id": "s1", "value": {"items": items}}]
    other = {"type": "fees", "id": "s2", "value": {"note": draw(TEXTS)}}
    sections += [other] if draw(st.booleans()) else []
    return {"title": draw(TEXTS), "summary": draw(TEXTS), "sections": sections}


def leaves(values, path=()):
    """Yield (path, text) of every text of a draft; rows are steps by their id or type."""
    if isinstance(values, dict):
        for name, value in values.items():
            yield from leaves(value, (*path, name))
    elif isinstance(values, list):
        for one in values:
            step = one["id"] if one["type"] == "item" else one["type"]
            yield from leaves(one["value"], (*path, step))
    else:
        yield path, values


def under(path, conflicts):
    return any(path[: len(one.path)] == one.path for one in conflicts)


@given(drafts(), drafts())
def test_who_edits_alone_gets_what_they_wrote(base, other):
    assert merge(base, other, base).value == other
    assert merge(base, base, other).value == other
    assert merge(base, other, other).value == other
    assert not merge(base, other, base).conflicts + merge(base, base, other).conflicts


@given(drafts(), drafts(), drafts())
def test_every_text_comes_from_a_side_that_changed_it_or_is_asked_about(base, mine, theirs):
    merged = merge(base, mine, theirs)

    was, my, their, now = (dict(leaves(one)) for one in (base, mine, theirs, merged.value))
    for path in was.keys() | my.keys() | their.keys():
        values = [one.get(path) for one in (was, my, their)]
        changed_by = {value for value in values[1:] if value != values[0]}
        if len(changed_by) == 2:
            assert under(path, merged.conflicts), path
        elif not under(path, merged.conflicts):
            assert now.get(path) == (changed_by or {values[0]}).pop(), path


@given(drafts(), drafts(), drafts())
def test_both_sides_are_asked_the_same_questions(base, mine, theirs):
    here, there = merge(base, mine, theirs).conflicts, merge(base, theirs, mine).conflicts

    assert {(one.path, repr(one.mine), repr(one.theirs)) for one in here} == {
        (one.path, repr(one.theirs), repr(one.mine)) for one in there
    }


@given(drafts(), drafts(), drafts(), st.data())
def test_a_decided_merge_asks_nothing_more_and_holds_each_choice(base, mine, theirs, data):
    conflicts = merge(base, mine, theirs).conflicts
    choices = {one.path: data.draw(st.sampled_from([MINE, THEIRS])) for one in conflicts}

    decided = merge(base, mine, theirs, choices)

    sides = {MINE: dict(leaves(mine)), THEIRS: dict(leaves(theirs))}
    now = dict(leaves(decided.value))
    assert decided.conflicts == []
    for path, side in choices.items():
        for place in {at for one in sides.values() for at in one if at[: len(path)] == path}:
            assert now.get(place) == sides[side].get(place)


@given(drafts(), drafts(), drafts())
def test_no_row_stands_twice(base, mine, theirs):
    merged = merge(base, mine, theirs).value

    ids = keys(merged)
    assert len(ids) == len(set(ids))
