"""The admin's index: written with what it tells of, cheap to write, rebuilt by `update_index`."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.signals import pages_taken_away
from guides.models import GuidePage
from search.admin import entries, rebuilding
from search.admin.zones import check_zones
from search.models import AdminEntry, RebuildRun
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]

TOKENS = {"postgresql": "search_adminentry", "sqlite": "search_admin_text"}


@pytest.fixture
def guide():
    return factories.guide_page(title="食品经营许可新办办事指南", code="scjg-000131023000-01")


def statements_of(act):
    """Return the SQL statements of an act that touch the admin's index."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries if "search_admin" in query["sql"]]


def found(query):
    return [page.title for page in GuidePage.objects.autocomplete(query)]


def copies(guide, count):
    """Load guides past the ORM's signals, as a bulk load does; return their titles."""
    guides = [factories.guide_page(guide.department, title=f"第{n}号") for n in range(count)]
    AdminEntry.objects.all().delete()
    return [one.title for one in guides]


def test_a_save_finds_under_the_new_title_and_no_longer_under_the_old(guide):
    guide.title = "住房公积金提取"
    guide.save()

    assert (found("公积金"), found("食品")) == (["住房公积金提取"], [])


def test_saving_a_new_title_costs_one_read_and_one_row(guide):
    guide.title = "住房公积金提取"

    statements = statements_of(guide.save)

    assert len(statements) == (1 if connection.vendor == "postgresql" else 3)


def test_saving_the_same_texts_writes_no_row(guide):
    guide.summary = "开店卖吃的"
    before = versions()

    statements = statements_of(guide.save)

    assert versions() == before
    assert len(statements) == 1


def versions():
    """Return what changes when an entry is written, though it be with the same tokens."""
    column = "id, xmin" if connection.vendor == "postgresql" else "rowid, a"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {TOKENS[connection.vendor]} ORDER BY 1")
        return cursor.fetchall()


def test_saving_a_draft_costs_the_index_nothing(guide):
    assert statements_of(guide.save_revision) == []


def test_nothing_of_the_stock_index_is_read_or_written_by_a_save(guide):
    with CaptureQueriesContext(connection) as queries:
        guide.save_revision()
        guide.save()

    assert not any("wagtailsearch" in query["sql"] for query in queries)


def test_an_entry_goes_with_its_page(guide):
    Page.objects.get(pk=guide.pk).delete()

    assert not entries.of_model(Page).filter(object_id=guide.pk).exists()
    assert found("食品") == []


def test_entries_go_with_pages_that_are_deleted_in_sets(guide):
    pages_taken_away.send(sender=Page, page_ids=[guide.pk])

    assert not entries.of_model(Page).filter(object_id=guide.pk).exists()
    assert entries.of_model(Page).exists()


def test_an_entry_is_part_of_the_transaction(guide):
    with transaction.atomic():
        guide.title = "住房公积金提取"
        guide.save()
        transaction.set_rollback(True)

    assert (found("食品"), found("公积金")) == (["食品经营许可新办办事指南"], [])


def test_an_error_of_the_index_is_an_error_of_the_save(guide, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(f"search.admin.{connection.vendor}.write", fail)

    with pytest.raises(OSError, match="disk full"):
        guide.save()


def test_guides_are_found_by_a_new_name_of_their_item(guide):
    item = guide.situation.item
    item.aliases = ["开饭店"]
    item.save()

    assert found("饭店") == [guide.title]

    guide.situation.name = "延续"
    guide.situation.save()

    assert found("延续") == [guide.title]


def test_update_index_finds_what_was_loaded_in_bulk(guide, capsys):
    titles = copies(guide, 5)
    assert found("第") == []

    call_command("update_index", chunk_size=2)

    assert sorted(found("第")) == titles
    assert found("食品") == [guide.title]
    assert "guides.GuidePage: 6 entries written" in capsys.readouterr().out


def test_update_index_asks_no_question_a_row(guide):
    copies(guide, 5)
    with CaptureQueriesContext(connection) as few:
        rebuilding.rebuild(GuidePage)
    copies(guide, 10)

    with CaptureQueriesContext(connection) as many:
        rebuilding.rebuild(GuidePage)

    assert len(many) == len(few)
    assert not any("sections" in query["sql"] or "OFFSET" in query["sql"] for query in many)


def test_update_index_goes_on_where_it_was_stopped(guide):
    copies(guide, 5)
    keys = sorted(GuidePage.objects.values_list("pk", flat=True))

    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(GuidePage, stop, size=4)

    assert rebuilding.rebuild(GuidePage, size=4) == len(keys) - 4
    assert rebuilding.rebuild(GuidePage) == len(keys)
    assert RebuildRun.objects.filter(finished_at=None).count() == 0


def test_update_index_forgets_what_is_gone_without_a_word(guide):
    AdminEntry.objects.create(
        content_type_id=entries.content_type_of(Page), object_id=guide.pk + 1_000
    )

    call_command("update_index", verbosity=0)

    assert entries.of_model(Page).count() == Page.objects.count()


def test_every_indexed_model_fits_the_index():
    assert check_zones() == []


def test_the_check_tells_of_a_fifth_field(monkeypatch):
    monkeypatch.setattr("search.admin.zones.ZONES", "abc")

    assert "search.E001" in {error.id for error in check_zones()}


def test_tokens_lie_where_the_database_searches_them(guide):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TOKENS[connection.vendor]}")
        (count,) = cursor.fetchone()

    assert count == AdminEntry.objects.count() > 0


@pytest.mark.postgresql
def test_a_rare_word_among_many_is_looked_up_in_the_gin_index(guide):
    Page.objects.bulk_create(
        Page(
            title="办事",
            slug=f"n{n}",
            path=f"{guide.path}{n:04d}",
            depth=6,
            content_type_id=guide.content_type_id,
            locale_id=guide.locale_id,
        )
        for n in range(5_000)
    )
    fill = """INSERT INTO search_adminentry (content_type_id, object_id, tokens)
        SELECT %s, id, array_to_tsvector(ARRAY['办事', '事指', slug])
        FROM wagtailcore_page WHERE depth = 6"""
    with connection.cursor() as cursor:
        cursor.execute(fill, [entries.content_type_of(Page)])
        cursor.execute("ANALYZE search_adminentry, wagtailcore_page")

    with CaptureQueriesContext(connection) as queries:
        assert found("食品经营") == [guide.title]
    (sql,) = [query["sql"] for query in queries if "search_admin" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Bitmap Index Scan on search_adminentry_tokens" in plan
    assert "Seq Scan on search_adminentry" not in plan


@pytest.mark.postgresql
def test_a_narrow_scope_is_searched_from_its_own_side_for_words_that_all_entries_hold(
    guide, monkeypatch
):
    monkeypatch.setattr("search.admin.postgresql.LOOKED_AT", 2)
    for number in range(4):
        factories.guide_page(title=f"第{number}份指南")
    own = GuidePage.objects.filter(department=guide.department)

    with CaptureQueriesContext(connection) as queries:
        results = list(own.autocomplete("指南"))

    assert results == [guide]
    assert len([query for query in queries if "search_adminentry" in query["sql"]]) == 2
