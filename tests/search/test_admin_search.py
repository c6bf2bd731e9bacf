"""The admin's own search: what it finds in a queryset, in which order, and what it never gives."""

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Fuzzy, Not, Or, Phrase, PlainText

from core.models import Department
from guides.models import GuidePage, ServiceItem
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]

CODE = "scjg-000131023000-01"


@pytest.fixture
def licence():
    """食品经营许可新办, with a code, a number and everyday names."""
    item = factories.ServiceItemFactory(
        name="食品经营许可", aliases=["开饭店"], basic_code="000131023000"
    )
    situation = factories.SituationFactory(item=item, code="01", name="新办")
    return factories.guide_page(
        item.department,
        title="食品经营许可新办办事指南",
        situation=situation,
        code=CODE,
        doc_no=f"BSZN-{CODE}",
    )


@pytest.fixture
def fund():
    """提取公积金."""
    return factories.guide_page(title="住房公积金提取 Housing Fund", code="gjj-000132001000-02")


def titles(results):
    return [page.title for page in results]


@pytest.mark.parametrize(
    "query",
    [
        "食品", "经营", "许可新办", "食品经营许可新办办事指南",  # pieces, wherever they stand
        "食", "营", "南",  # single characters
        "食品經營", "ＳＣＪＧ", "食品 新办", "新办，食品",  # width, script, several words
        CODE, CODE.upper(), "000131023000", "BSZN-scjg-000131023000-01", "scjg00013102300001",
        "scjg-0001310", "scj", "bsz", "开饭店", "饭店",
    ],
)  # fmt: skip
def test_an_editor_finds_a_guide_by_what_he_remembers(licence, fund, query):
    found = GuidePage.objects.autocomplete(query)

    assert titles(found) == [licence.title]
    assert found.count() == 1


@pytest.mark.parametrize(
    "query", ["食物", "品食", "许可证", "scjg-000131023000-02", "？", "x", "0"]
)
def test_what_does_not_hold_every_word_is_no_hit(licence, fund, query):
    found = GuidePage.objects.autocomplete(query)

    assert (list(found), found.count()) == ([], 0)


def test_only_autocompletion_takes_the_start_of_a_word(fund):
    assert titles(Page.objects.autocomplete("hous")) == [fund.title]
    assert titles(Page.objects.search("hous")) == []
    assert titles(Page.objects.search("FUND housing")) == [fund.title]


def test_there_is_no_hit_outside_the_queryset(licence, fund):
    others = Page.objects.exclude(pk=licence.pk)

    assert titles(others.autocomplete("食品")) == []
    assert titles(Page.objects.filter(pk__in=[]).autocomplete("食品")) == []
    assert titles(Page.objects.none().autocomplete("食品")) == []
    assert titles(Page.objects.filter(path__startswith=licence.path).autocomplete("食品"))
    assert titles(GuidePage.objects.filter(department=fund.department).autocomplete("住房"))
    assert not titles(GuidePage.objects.filter(department=fund.department).autocomplete("食品"))


def test_one_finds_specific_pages_with_their_relations(licence):
    pages = GuidePage.objects.select_related("department").specific().distinct()

    (found,) = pages.autocomplete("食品")

    assert (type(found), found.department) == (GuidePage, licence.department)


def test_titles_that_hold_the_words_stand_before_what_holds_them_elsewhere(licence, fund):
    fund.title = "开饭店要办的事和很多别的事情一共写在这个长长的标题里"
    fund.save()

    found = Page.objects.autocomplete("开饭店").annotate_score("score")

    assert titles(found) == [fund.title, licence.title]
    assert found[0].score > found[1].score


def test_an_order_that_was_asked_for_wins(licence, fund):
    by_title = Page.objects.order_by("-title").autocomplete("scjg", order_by_relevance=False)
    factories.guide_page(title="另一份", code="scjg-2")

    assert titles(by_title) == [licence.title, "另一份"]
    assert titles(Page.objects.autocomplete("scjg", order_by="title")) == ["另一份", licence.title]


def test_results_are_sliced_and_counted_like_a_queryset(licence):
    folder = licence.get_parent()
    found = Page.objects.descendant_of(folder, inclusive=True).autocomplete("办")
    for number in range(5):
        factories.guide_page(licence.department, title=f"办第{number}件事")

    assert (found.count(), found[2:4].count(), len(found[2:4])) == (6, 2, 2)
    assert titles(found[:2]) + titles(found[2:]) == titles(found)
    assert found[1:][0].title == found[1].title


def test_fields_limit_where_words_are_looked_for(licence):
    search = get_search_backend().search

    assert titles(search("食品", GuidePage, fields=["title"]))
    assert not titles(search("scjg", GuidePage, fields=["title"]))
    assert titles(search("scjg", GuidePage, fields=["title", "code"]))
    assert titles(search("食品 scjg", GuidePage, fields=["title", "code"]))
    assert not titles(search("食品", GuidePage, fields=[]))
    with pytest.raises(Exception, match="summary"):
        search("食品", GuidePage, fields=["summary"])


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        (PlainText("食品 住房", operator="or"), 2),
        (PlainText("食品 住房"), 0),
        (Or([PlainText("食品"), Phrase("公积金")]), 2),
        (And([PlainText("新办"), Phrase("食品")]), 1),
        (And([PlainText("，"), Phrase("食品")]), 1),
        (And([PlainText("scjg gjj", operator="or"), Not(PlainText("住房"))]), 1),
        (And([MATCH_ALL, Phrase("食品")]), 1),
        (PlainText("食品") & ~MATCH_ALL, 0),
        (Fuzzy("食品"), 1),
        (~MATCH_ALL, 0),
    ],
)
def test_queries_are_joined_by_and_or_not(licence, fund, query, hits):
    assert len(GuidePage.objects.autocomplete(query)) == hits


def test_everything_is_found_in_the_order_of_the_queryset(licence, fund):
    newest_first = GuidePage.objects.order_by("-pk").autocomplete(MATCH_ALL)

    assert titles(newest_first) == [fund.title, licence.title]
    assert newest_first.count() == 2


def test_facets_count_what_was_found(licence, fund):
    manual = factories.manual_page(licence, title="食品经营许可业务手册")
    found = Page.objects.autocomplete("食品")

    assert found.facet("content_type_id") == {
        licence.content_type_id: 1,
        manual.content_type_id: 1,
    }
    with pytest.raises(Exception, match="slug"):
        found.facet("slug")


def test_no_search_looks_at_more_than_it_must(licence, monkeypatch):
    monkeypatch.setattr("search.admin.backend.MOST_FOUND", 3)
    for number in range(5):
        factories.guide_page(licence.department, title=f"办第{number}件事")

    found = GuidePage.objects.autocomplete("办")

    assert (found.count(), len(found), sum(found.facet("content_type_id").values())) == (3, 3, 3)
    assert GuidePage.objects.autocomplete(MATCH_ALL).count() == 3


def test_items_and_departments_are_found_as_well(licence):
    Department.objects.filter(pk=licence.department_id).update(name="市场监督管理局")
    licence.department.refresh_from_db()
    licence.department.save()
    search = get_search_backend().autocomplete

    assert list(search("饭店", ServiceItem)) == [licence.situation.item]
    assert list(search("0001310", ServiceItem)) == [licence.situation.item]
    assert list(search("监督", Department)) == [licence.department]
