"""Approval is binding: whatever changes during review, what is filed is what was submitted."""

import json

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from guides.document.text_field import pack
from guides.models import OutlineSection
from moderation.freshness import newer_draft
from moderation.submit import submit
from publication.models import PublishedFile, PublishedVersion
from tests.factories import manual_page
from tests.moderation.steps import (
    act,
    approver,
    attachment_section,
    save_draft,
    stored_file,
)


@pytest.fixture
def attached(city):
    """The city's guide with a manual, an outline section and a file."""
    city.file = stored_file(city.compiler, "申请表.pdf", b"%PDF-1.7\nas submitted")
    OutlineSection.objects.create(
        outline=city.guide.outline, key="fees", label="收费", requirement="O"
    )
    city.guide = save_draft(city.guide, city.compiler, sections=attachment_section(city.file))
    city.manual = manual_page(city.guide)
    return city


def revision_by_the_editor(city):
    save_draft(city.guide, city.compiler, summary="审核期间又改")


def revision_rewritten_in_place(city):
    draft = city.guide.get_latest_revision_as_object()
    draft.summary = "自动保存改写同一修订"
    draft.save_revision(user=city.compiler, overwrite_revision=city.guide.get_latest_revision())


def revision_by_sql(city):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, content FROM wagtailcore_revision")
        for pk, content in cursor.fetchall():
            changed = json.loads(content) if isinstance(content, str) else content
            changed["summary"] = "直接改库"
            changed["doc_no"] = "直接改库"
            cursor.execute(
                "UPDATE wagtailcore_revision SET content = %s WHERE id = %s",
                [json.dumps(changed), pk],
            )


def revision_made_unreadable(city):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_revision SET content = '{}'")


def page_row_by_sql(city):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = '直接改库'")
        cursor.execute(
            "UPDATE guides_guidepage SET summary = '直接改库', fees_charged = %s", [True]
        )


def item_renamed(city):
    item = city.guide.situation.item
    item.name, item.aliases = "改名的事项", ["新俗称"]
    item.save()


def outline_relabelled(city):
    OutlineSection.objects.update(label="改名的要素")


def department_renamed(city):
    city.department.name = "改名的局"
    city.department.save()


def attachment_replaced(city):
    city.file.file = ContentFile(b"%PDF-1.7\nanother content", name="申请表.pdf")
    city.file.save()


def manual_rewritten(city):
    save_draft(city.manual, city.compiler, doc_no="手册又改")


MEDDLERS = [
    revision_by_the_editor,
    revision_rewritten_in_place,
    revision_by_sql,
    revision_made_unreadable,
    page_row_by_sql,
    item_renamed,
    outline_relabelled,
    department_renamed,
    attachment_replaced,
    manual_rewritten,
]
UNSEEN = {page_row_by_sql}
"""The row of a page is not its draft: its newest revision is, so there is no newer one."""


@pytest.mark.parametrize("stage", ["department", "formal", "compliance", "filing"])
@pytest.mark.parametrize("meddle", MEDDLERS)
def test_what_is_filed_equals_the_submission_byte_for_byte(attached, meddle, stage):
    submission = submit(attached.guide, attached.compiler)
    guide, manual = submission.guide_text, submission.manual_text
    assert not newer_draft(submission)

    while submission.is_open:
        if submission.stage == stage:
            meddle(attached)
            assert newer_draft(submission) == (meddle not in UNSEEN)
        submission = act(submission, approver(attached, submission))

    filed = dict(PublishedVersion.objects.values_list("kind", "text"))
    assert filed == {"guide": guide, "manual": manual}
    assert PublishedFile.objects.get().sha256 == submission.guide.attachments[0].file.sha256


def test_a_submission_whose_text_was_forced_through_the_database_is_not_approved(attached):
    submission = submit(attached.guide, attached.compiler)
    with connection.cursor() as cursor:
        lift_the_trigger(cursor)
        cursor.execute("UPDATE moderation_submission SET guide_text = %s", [pack("{}")])

    with pytest.raises(Exception, match=r"fingerprint|指纹"):
        act(submission, attached.reviewer)

    assert act(submission, attached.reviewer, "returned", opinion="重新报送").state == "returned"


def lift_the_trigger(cursor):
    """Do what only the owner of the database can."""
    name = "moderation_submission_guard"
    if connection.vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER {name}_UPDATE")
    else:
        cursor.execute(f"DROP TRIGGER {name} ON moderation_submission")
