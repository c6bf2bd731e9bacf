"""Single places of a draft are changed by their pointers, and nothing else with them."""

import pytest

from guides.compiling.changing import REMOVED, change_page
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from tests.factories import guide_page
from tests.quality.clean_guide import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A guide whose draft says something in every kind of place."""
    page = guide_page()
    facts = FACTS | {"results": [FACTS["results"][0] | {"samples": []}]}
    apply_guide(GuideDocument.model_validate(facts), page)
    return page


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/summary", "改了"),
        ("/checked_on", "2026-11-01"),
        ("/time_limits/promised/unit", "calendar_day"),
        ("/handling/online_payment", True),
        ("/fees/charged", True),
        ("/materials/items/1/name", "新材料"),
        ("/materials/items/1/exempt", True),
        ("/results/0/kind", "approval"),
        ("/conditions/prohibitions/0", "另一条"),
        ("/service_points/0/hours/0/closes", "16:00"),
    ],
)
def test_a_value_is_set_wherever_it_is_kept(page, pointer, value):
    before = page.present().model_dump(mode="json")

    change_page(page, pointer, value)

    after = page.present().model_dump(mode="json")
    holder = before
    *steps, last = [int(one) if one.isdigit() else one for one in pointer[1:].split("/")]
    for step in steps:
        holder = holder[step]
    holder[last] = value
    assert after == before


def rows_of(page):
    return page.sections.first_block_by_name("materials").value["items"].bound_blocks


def test_a_row_is_taken_away_and_the_others_keep_their_identity(page):
    ids = [one.id for one in rows_of(page)]

    change_page(page, "/materials/items/1", REMOVED)

    assert [one.id for one in rows_of(page)] == [ids[0], ids[2]]


@pytest.mark.parametrize("pointer", ["/materials/items/9/name", "/nothing", "/materials/no/1"])
def test_a_place_that_is_not_there_is_an_error(page, pointer):
    with pytest.raises(LookupError):
        change_page(page, pointer, "x")
