"""How generated rows are made and packed: slots, COPY lines, SQLite's values."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Department
from demo.generate.plan import FORMS, GROUP, Plan, records_up_to
from demo.generate.slotted import Slotted, filled, slotted, twice_in_json
from demo.generate.tables import Table, copy_line, sqlite_row

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=20)


@given(CHINESE, CHINESE)
def test_a_filled_text_is_the_text_with_the_words_in_it(name, place):
    form = Slotted("在@place@办理@name@，@name@")

    assert form.fill({"name": name, "place": place}) == f"在{place}办理{name}，{name}"


@given(CHINESE)
def test_words_inside_json_inside_json_come_back(word):
    inner = json.dumps([{"value": "甲@word@乙"}])
    form = Slotted(json.dumps({"sections": inner, "pk": "@#pk@"}))

    content = json.loads(form.fill({"word": twice_in_json(word), "pk": "7"}))

    assert json.loads(content["sections"]) == [{"value": f"甲{word}乙"}]
    assert content["pk"] == 7


def test_a_column_that_is_one_slot_keeps_the_type_of_its_value():
    row = [slotted("@#page@"), slotted("号@page@"), slotted("文"), None]

    assert filled(row, {"page": 7}, {"page": "7"}) == [7, "号7", "文", None]


def test_a_copy_line_survives_what_copy_reserves():
    moment = datetime(2026, 1, 5, 1, tzinfo=UTC)

    line = copy_line([None, True, False, 7, "a\tb\\n\nc", moment])

    assert line == "\\N\tt\tf\t7\ta\\tb\\\\n\\nc\t2026-01-05 01:00:00+00:00"


def test_sqlite_gets_values_as_django_keeps_them():
    moment = datetime(2026, 1, 5, 1, tzinfo=UTC)

    row = sqlite_row([moment, date(2026, 1, 5), UUID(int=1), True, "文"])

    assert row == ["2026-01-05 01:00:00.000000", "2026-01-05", UUID(int=1).hex, True, "文"]


def test_a_table_refuses_a_column_that_it_has_not():
    with pytest.raises(TypeError, match="core_department has no colour"):
        Table(Department).row(colour="red")


def test_records_of_an_item_share_department_and_form():
    plans = [Plan(1, number) for number in range(GROUP)]

    assert [plan.item for plan in plans] == [0, 1, 1, 1]
    assert len({(plan.department, plan.form) for plan in plans[1:]}) == 1
    assert plans[1].form < FORMS


@given(st.integers(min_value=0, max_value=2_000_000))
def test_the_count_of_records_follows_from_the_last_item(number):
    plan = Plan(1, number)
    situations = number % GROUP or 1

    assert records_up_to(plan.item, situations) == number + 1


def test_moments_grow_with_records_and_versions():
    plan, following = Plan(1, 5), Plan(1, 6)

    assert plan.filed_at(1) < plan.filed_at(4) < following.filed_at(1)
