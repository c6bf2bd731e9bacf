"""Submitting: what is frozen, and what keeps a draft from review."""

import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from core.choices import Role
from core.files.content_store import path_for
from guides.document import canonical_json, sha256_hex
from guides.models import OutlineSection
from guides.presenter import present_guide, present_manual
from moderation import errors
from moderation.choices import ReviewStage, SubmissionState
from moderation.models import Submission
from moderation.submit import submit
from moderation.withdraw import withdraw
from tests.factories import UserFactory, guide_page, manual_page, person
from tests.moderation.steps import (
    act,
    approve_all,
    attachment_section,
    file_guide,
    save_draft,
    stored_file,
)


def test_a_submission_freezes_the_canonical_text_of_the_newest_draft(city):
    page = save_draft(city.guide, city.compiler, summary="开一家饭店")
    expected = canonical_json(present_guide(page.get_latest_revision_as_object()))

    submission = submit(page, city.compiler)

    assert submission.guide_text == expected
    assert submission.guide_sha256 == sha256_hex(expected)
    assert submission.guide.summary == "开一家饭店"
    assert (submission.state, submission.stage) == ("in_review", ReviewStage.DEPARTMENT)
    assert submission.is_intact


def test_what_is_only_in_memory_is_not_submitted(city):
    city.guide.summary = "没有保存"

    submission = submit(city.guide, city.compiler)

    assert submission.guide.summary == "开饭店"


def test_the_manual_goes_with_its_guide(city):
    manual = manual_page(city.guide, title="食品经营许可手册")

    submission = submit(city.guide, city.compiler)

    guide = present_guide(city.guide)
    assert submission.manual_text == canonical_json(present_manual(manual, guide))
    assert submission.manual.title == "食品经营许可手册"
    assert submission.manual_page_id == manual.pk


def test_the_fingerprint_binds_guide_manual_and_proposed_date(city):
    date = timezone.localdate() + datetime.timedelta(days=9)

    prints = {
        Submission.fingerprint("a", "b", None),
        Submission.fingerprint("a", "", None),
        Submission.fingerprint("ab", "", None),
        Submission.fingerprint("a", "b", date),
    }
    submission = submit(city.guide, city.compiler, effective_on=date)

    assert len(prints) == 4
    assert submission.sha256 == Submission.fingerprint(submission.guide_sha256, "", date)


def test_the_date_comes_from_the_page_while_it_lies_ahead(city):
    ahead = timezone.localdate() + datetime.timedelta(days=30)
    page = save_draft(city.guide, city.compiler, effective_on=ahead)
    page.effective_on = ahead
    page.save()

    assert submit(page, city.compiler).effective_on == ahead


def test_a_date_in_the_past_is_refused(city):
    with pytest.raises(errors.DateInThePast):
        submit(city.guide, city.compiler, effective_on=datetime.date(2020, 1, 1))

    assert not Submission.objects.exists()


def test_whoever_saved_guide_or_manual_is_an_editor(city):
    colleague, other = UserFactory(), UserFactory()
    manual = manual_page(city.guide)
    save_draft(city.guide, colleague, summary="改")
    save_draft(manual, other, doc_no="1")

    submission = submit(city.guide, city.compiler)

    assert submission.editor_ids == {city.compiler.pk, colleague.pk, other.pk}


def test_an_autosave_that_rewrites_a_revision_still_names_its_editor(city):
    colleague = UserFactory()
    draft = city.guide.get_latest_revision_as_object()
    revision = draft.save_revision(user=colleague, log_action=True)
    draft.summary = "自动保存"
    draft.save_revision(user=colleague, log_action=True, overwrite_revision=revision)

    submission = submit(city.guide, city.compiler)

    assert submission.guide.summary == "自动保存"
    assert colleague.pk in submission.editor_ids


def test_editors_count_from_the_submission_that_was_filed_last(city):
    early, late = UserFactory(), UserFactory()
    save_draft(city.guide, early, summary="第一版")
    first = submit(city.guide, city.compiler)
    save_draft(city.guide, late, summary="审核期间改的")
    approve_all(city, first)

    second = submit(city.guide, city.compiler)

    assert early.pk in first.editor_ids
    assert second.editor_ids == {late.pk}


def test_only_a_compiler_of_the_department_submits(city):
    root = UserFactory(is_superuser=True)
    for stranger in (city.reviewer, city.formal, root, person(Role.COMPILER)):
        with pytest.raises(errors.NotAllowed):
            submit(city.guide, stranger)

    assert not Submission.objects.exists()


def test_one_submission_at_a_time(city):
    submit(city.guide, city.compiler)

    with pytest.raises(errors.AlreadyInReview):
        submit(city.guide, city.compiler)


def test_an_unchanged_text_is_not_submitted_again(city):
    file_guide(city)

    with pytest.raises(errors.NothingChanged):
        submit(city.guide, city.compiler)


def test_a_first_submission_needs_no_reasons_and_a_revision_does(city):
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True, summary="换一句")

    with pytest.raises(errors.ReasonsMissing) as refused:
        submit(city.guide, city.compiler, reasons={"fees": "  "})

    assert refused.value.sections == ["fees"]
    submission = submit(city.guide, city.compiler, reasons={"fees": "恢复收费", "item": "没有改"})
    assert submission.reasons == {"fees": "恢复收费"}
    assert submission.changes == {"cover": 1, "fees": 1}
    assert submission.base_version == 1


def test_a_draft_with_values_that_no_document_takes_is_refused(city):
    save_draft(city.guide, city.compiler, summary="控制\x07字符")

    with pytest.raises(errors.NotPresentable):
        submit(city.guide, city.compiler)


def test_a_file_whose_bytes_are_gone_is_refused(city):
    document = stored_file(city.compiler, "申请表.pdf", b"%PDF-1.7\ngone")
    save_draft(city.guide, city.compiler, sections=attachment_section(document))
    Path(document.file.storage.path(path_for(document.sha256))).unlink()

    with pytest.raises(errors.FilesMissing) as refused:
        submit(city.guide, city.compiler)

    assert refused.value.names == ["申请表.pdf"]


def test_a_guide_is_not_filed_again_without_its_manual(city):
    manual = manual_page(city.guide)
    file_guide(city)
    type(manual).objects.filter(pk=manual.pk).update(path="9999")
    save_draft(city.guide, city.compiler, summary="没有手册")

    with pytest.raises(errors.ManualMissing):
        submit(city.guide, city.compiler)


def test_a_draft_saved_after_the_screen_was_opened_is_refused(city):
    with pytest.raises(errors.DraftChanged):
        submit(city.guide, city.compiler, seen=("0" * 64, ""))


def test_attempts_count_from_the_last_filed_version(city):
    first = submit(city.guide, city.compiler)
    withdraw(first, city.compiler)
    second = submit(city.guide, city.compiler)
    act(second, city.reviewer, "returned", opinion="请补正")
    third = submit(city.guide, city.compiler)
    approve_all(city, third)
    save_draft(city.guide, city.compiler, summary="改版")
    fourth = submit(city.guide, city.compiler)

    assert [s.attempt for s in (first, second, third, fourth)] == [1, 2, 3, 1]


def test_a_withdrawn_submission_ends_and_only_the_department_withdraws(city):
    submission = submit(city.guide, city.compiler)
    for stranger in (city.reviewer, city.formal, UserFactory(is_superuser=True)):
        with pytest.raises(errors.NotAllowed):
            withdraw(submission, stranger)

    withdraw(submission, city.compiler)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert submission.ended_at
    with pytest.raises(errors.DecisionRefused):
        withdraw(submission, city.compiler)


def test_the_guide_of_the_row_is_submitted_whatever_its_revision_says(city):
    other = guide_page(city.department)
    draft = city.guide.get_latest_revision_as_object()
    draft.situation, draft.code = other.situation, other.code
    draft.save_revision(user=city.compiler, clean=False)

    submission = submit(city.guide, city.compiler)

    assert submission.code == city.guide.code
    assert submission.guide.item.name == city.guide.situation.item.name


def test_what_the_outlines_of_guide_and_manual_ask_for_must_be_there(city):
    manual = manual_page(city.guide)
    for outline, key in ((city.guide.outline, "legal_bases"), (manual.outline, "preface")):
        OutlineSection.objects.create(outline=outline, key=key, label=key)

    with pytest.raises(errors.ErrorsFound) as refused:
        submit(city.guide, city.compiler)

    assert [one.finding.section for one in refused.value.findings] == ["legal_bases", "preface"]
