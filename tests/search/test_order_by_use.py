"""Among equals the more used guide comes first; no use lifts one above a better title."""

import pytest

from core import registries
from search.finding import find
from search.query import SearchQuery
from tests.search.samples import guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def used(monkeypatch):
    """Return a function that says how much guides are used."""

    def say(uses):
        answer = {code: float(count) for code, count in uses.items()}
        monkeypatch.setattr(registries, "guide_uses", lambda codes: answer)

    return say


def lay_out(first, second):
    """Publish two guides of these titles; return their codes."""
    codes = [
        publish(guide(f"0001317770{number:02d}", title=title, item={"name": title, "aliases": []}))
        for number, title in enumerate((first, second))
    ]
    index_all()
    return codes


def test_of_equals_the_more_used_comes_first(used):
    codes = lay_out("排水登记甲类", "排水登记乙类")

    for most, other in (codes, codes[::-1]):
        used({most: 9, other: 1})
        found = [hit.code for hit in find(SearchQuery(q="排水登记")).hits]
        assert found == [most, other]


def test_no_use_lifts_a_guide_above_the_title_that_was_asked_for(used):
    exact, other = lay_out("排水登记", "排水登记以外的污水处理设施建设登记")
    used({other: 1_000_000})

    assert [hit.code for hit in find(SearchQuery(q="排水登记")).hits] == [exact, other]
