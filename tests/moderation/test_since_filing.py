"""What a form says otherwise than what is filed, with the value to go back to."""

import pytest

from moderation.comparing.since_filing import changes_since_filing
from tests.home.samples import CODE, document, file

pytestmark = [pytest.mark.django_db, pytest.mark.city]
MATERIALS = [{"key": "m1", "name": "申请书"}, {"key": "m2", "name": "照片", "originals": 2}]


class Page:
    """A guide page as far as it is asked."""

    guide_code, document_kind = CODE, "guide"


def data_of(**changes):
    facts = {"summary": "开店先办这个。", "materials": {"items": MATERIALS}, "rights": ["知情"]}
    rights = {"rights": changes.pop("rights", facts.pop("rights"))}
    return document(contacts=rights, **facts | changes)


def changes(**given):
    file(data_of())
    return changes_since_filing(Page(), data_of(**given).model_dump(mode="json"))


def test_nothing_is_said_of_what_is_not_filed():
    assert changes_since_filing(Page(), data_of().model_dump(mode="json")) is None


def test_nothing_differs_in_what_is_filed():
    assert changes() == {"version": 1, "changes": []}


@pytest.mark.parametrize(
    ("given", "pointer", "value"),
    [
        ({"summary": "别的话。"}, "/summary", "开店先办这个。"),
        (
            {"materials": {"items": [MATERIALS[1] | {"originals": 3}, MATERIALS[0]]}},
            "/materials/items/0/originals",
            2,
        ),
        ({"rights": []}, "/contacts/rights", ["知情"]),
    ],
)
def test_a_field_has_the_value_that_is_filed(given, pointer, value):
    found = changes(**given)["changes"]

    assert [one["value"] for one in found if one["pointer"] == pointer] == [value]


def test_a_row_that_was_taken_away_can_be_put_in_again():
    (lost,) = changes(materials={"items": MATERIALS[:1]})["changes"]

    assert (lost["kind"], lost["pointer"], lost["table"], lost["index"]) == (
        "row-removed",
        "/materials/items",
        "materials/items",
        1,
    )
    assert (lost["row"]["name"], lost["row"]["key"]) == ("照片", "m2")


def test_a_row_that_was_added_needs_no_way_back():
    more = {"key": "m3", "name": "委托书"}

    (added,) = changes(materials={"items": [*MATERIALS, more]})["changes"]

    assert added["kind"] == "row-added"
    assert not {"value", "row"} & added.keys()
