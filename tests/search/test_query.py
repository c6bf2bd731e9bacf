"""Reading a query from an address: nothing a reader types breaks the page."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.query import LIMIT, MOST_HITS, SearchQuery


def read(text):
    return SearchQuery.from_params(QueryDict(text))


def test_an_address_is_read_and_written_again():
    query = read("q=开饭店&department=scjg&department=gjj&online=1&sort=fastest&page=2")

    assert query.department == ("scjg", "gjj")
    assert query.filters == {"online": ("1",), "department": ("scjg", "gjj")}
    assert (query.sort, query.page, query.offset) == ("fastest", 2, LIMIT)
    assert read(query.query_string()) == query


@pytest.mark.parametrize(
    "text",
    [
        "department=a%20b", "audience=99", "item_type=zz", "state=abolished", "online=maybe",
        "sort=random", "page=0", "page=-1", "page=abc", "page=99999999", "page=²", "limit=0",
        "region=x", "theme=%00", "q=%00", "unknown=1", "exact=", "situation=%01",
    ],
)  # fmt: skip
def test_what_is_unknown_or_malformed_is_left_out(text):
    assert read(text) == SearchQuery()


def test_what_nobody_sees_is_no_part_of_a_query():
    assert SearchQuery.from_params({"q": "\u200e异地\u200b换\u202e证\x07 办"}).q == "异地换证 办"


def test_long_queries_and_many_values_are_cut():
    query = read("q=" + "长" * 999 + "".join(f"&department=d{n}" for n in range(99)))

    assert (len(query.q), len(query.department)) == (200, 20)


def test_nobody_pages_beyond_the_cap():
    query = read("page=9999&limit=50")

    assert query.offset + query.limit == MOST_HITS


def test_filters_are_toggled_and_start_from_the_first_page():
    query = read("department=scjg&page=3")

    assert query.toggled("department", "gjj").department == ("scjg", "gjj")
    assert query.toggled("department", "scjg").department == ()
    assert query.toggled("online", "1").online
    assert query.toggled("online", "1").page == 1
    assert query.toggled("department", "gjj").unfiltered() == SearchQuery()


@pytest.mark.django_db
@pytest.mark.city
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    "q", ["'", '"', "\\", "%", "a' OR 1=1 --", "NOT (", "title:x", "\ud800", "〇", "a*", "𠀀𠀁"]
)
def test_no_query_breaks_the_database(q):
    from search.finding import find

    assert find(SearchQuery.from_params({"q": q})).total == 0


@given(st.dictionaries(st.sampled_from(["q", "page", "limit", "department", "online"]), st.text()))
def test_any_parameters_give_a_query(params):
    query = SearchQuery.from_params(params)

    assert query.page >= 1
    assert query.offset + query.limit <= MOST_HITS
