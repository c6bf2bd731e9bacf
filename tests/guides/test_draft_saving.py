"""Saving a draft asks less than Wagtail would, and stores all the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page

from core.wagtail_changes.scoped_page import ADDRESS, PLACE
from guides.compiling.compile import compile_manual
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from tests.factories import UserFactory, guide_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """The newest draft of a guide, as the editor has it."""
    page = guide_page()
    page.save_revision()
    return GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def stored(draft):
    return GuidePage.objects.get(pk=draft.pk)


def comment(page):
    return Comment(page=page, user=UserFactory(), text="改", contentpath="title")


def asked_for(table, queries):
    return [
        one["sql"] for one in queries if one["sql"].startswith("SELECT") and table in one["sql"]
    ]


def test_neither_comments_nor_the_old_row_are_asked_for(draft):
    with CaptureQueriesContext(connection) as queries:
        draft.save()
        draft.save_revision(clean=False)

    assert not asked_for("wagtailcore_comment", queries)
    assert not asked_for("guides_guidepage", queries)


def test_every_column_is_written_but_those_of_the_tree(draft):
    changed = {"title": "改", "doc_no": "甲〔2026〕1号", "promised_value": 3, "draft_title": "改"}
    for name, value in changed.items():
        setattr(draft, name, value)
    with CaptureQueriesContext(connection) as queries:
        draft.save()

    written = "".join(one["sql"] for one in queries if one["sql"].startswith("UPDATE"))
    columns = {field.column for field in GuidePage._meta.concrete_fields if not field.primary_key}
    assert {column for column in columns if f'"{column}" = ' not in written} == PLACE | ADDRESS
    assert {name: getattr(stored(draft), name) for name in changed} == changed


def test_a_manual_that_is_made_meanwhile_stays_a_child(draft):
    load_shipped_outlines()
    outline = Outline.objects.get(kind="manual", is_active=True)
    compile_manual(stored(draft), outline, None)

    draft.save()

    assert stored(draft).numchild == 1
    assert not any(Page.find_problems())


def test_a_new_slug_moves_the_page_and_the_old_one_moves_it_back(draft):
    old, path = draft.slug, stored(draft).url_path
    draft.slug = "other"
    draft.save()
    moved = stored(draft).url_path
    draft.slug = old
    draft.save()

    assert moved == path.replace(f"/{old}/", "/other/")
    assert stored(draft).url_path == path


def test_a_manual_that_is_made_while_the_slug_changes_stays_a_child(draft):
    load_shipped_outlines()
    compile_manual(stored(draft), Outline.objects.get(kind="manual", is_active=True), None)

    draft.slug = "other"
    draft.save()

    assert stored(draft).numchild == 1
    assert not any(Page.find_problems())


def test_a_comment_that_somebody_writes_meanwhile_stays(draft):
    comment(draft).save()

    draft.save()
    draft.save_revision()

    assert stored(draft).wagtail_admin_comments.count() == 1


def test_a_comment_that_somebody_writes_beside_others_stays(draft):
    comment(draft).save()
    draft = stored(draft).get_latest_revision_as_object()
    comment(draft).save()

    draft.save()
    draft.save_revision()

    assert stored(draft).wagtail_admin_comments.count() == 2


def test_the_first_comment_of_a_form_is_stored_with_its_revision(draft):
    setattr(draft, COMMENTS_RELATION_NAME, [comment(draft)])

    draft.save()
    revision = draft.save_revision()

    assert stored(draft).wagtail_admin_comments.count() == 1
    assert len(revision.content[COMMENTS_RELATION_NAME]) == 1


def test_the_last_comment_that_a_form_takes_away_is_gone(draft):
    comment(draft).save()
    draft = stored(draft).get_latest_revision_as_object()
    setattr(draft, COMMENTS_RELATION_NAME, [])

    draft.save()

    assert not Comment.objects.exists()
