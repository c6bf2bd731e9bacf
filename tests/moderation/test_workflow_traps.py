"""Every trap of Wagtail's workflow that was found, and how this project does not fall into it."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page, Revision, Task, TaskState, Workflow, WorkflowState

from moderation import errors, finish
from moderation.models import DepartmentReviewTask, FilingTask, Submission
from moderation.review_workflow import review_workflow
from moderation.submit import submit
from moderation.withdraw import withdraw
from publication.models import PublishedVersion
from tests.factories import UserFactory
from tests.moderation.steps import act, approve_all, approver, file_guide, save_draft


def state_of(submission):
    """Return the WorkflowState that mirrors a Submission."""
    return WorkflowState.objects.get(pk=submission.workflow_state_id)


def test_the_four_stages_are_wagtail_tasks_in_their_order(db):
    tasks = [task.specific.stage for task in review_workflow().tasks]

    assert tasks == ["department", "formal", "compliance", "filing"]


def test_no_page_has_a_workflow_that_wagtail_could_start(city):
    assert not city.guide.has_workflow
    assert not city.guide.get_parent().has_workflow
    assert list(Workflow.objects.active()) == [review_workflow()]


def test_finishing_the_workflow_publishes_no_page(city):
    submission = submit(city.guide, city.compiler)
    save_draft(city.guide, city.compiler, title="批准以后又改的")

    submission = approve_all(city, submission)

    assert state_of(submission).status == WorkflowState.STATUS_APPROVED
    assert not Page.objects.filter(live=True, depth__gt=2).exists()
    assert PublishedVersion.objects.get().title == "食品经营许可"


def test_what_wagtail_calls_at_the_end_is_ours():
    assert WorkflowState.on_finish is finish.leave_page_alone


def test_wagtail_history_and_reports_follow_the_review(city):
    submission = submit(city.guide, city.compiler)
    while submission.stage != "compliance":
        submission = act(submission, approver(city, submission), opinion="同意")

    state = state_of(submission)
    assert state.current_task_state.task.specific.stage == "compliance"
    approved = state.task_states.filter(status="approved").order_by("pk")
    assert [one.finished_by for one in approved] == [city.reviewer, city.formal]
    assert {one.comment for one in approved} == {"同意"}


def test_an_autosave_that_rewrites_the_revision_under_review_changes_no_approval(city):
    submission = submit(city.guide, city.compiler)
    draft = city.guide.get_latest_revision_as_object()
    draft.summary = "原地改写"
    revision = state_of(submission).current_task_state.revision
    draft.save_revision(user=city.compiler, overwrite_revision=revision)

    submission = approve_all(city, submission)

    assert PublishedVersion.objects.get().text == submission.guide_text
    assert submission.guide.summary == "开饭店"


def test_the_page_stays_editable_during_review(city):
    submit(city.guide, city.compiler)
    page = type(city.guide).objects.get(pk=city.guide.pk)

    assert page.permissions_for_user(city.compiler).can_edit()
    lock = page.get_lock()
    assert lock is None or not lock.for_user(city.compiler)


def test_a_task_offers_no_actions_and_refuses_those_that_nobody_offered(city):
    submission = submit(city.guide, city.compiler)
    task_state = state_of(submission).current_task_state
    task = task_state.task.specific
    root = UserFactory(is_superuser=True)

    for user in (city.reviewer, city.compiler, root):
        assert task.get_actions(city.guide, user) == []
        assert not task.user_can_access_editor(city.guide, user)
        for action in ("approve", "reject"):
            with pytest.raises(PermissionDenied):
                task.on_action(task_state, user, action)
    assert act(submission, city.reviewer).stage == "formal"


def test_a_task_offers_nothing_to_the_stock_dashboard(city):
    submit(city.guide, city.compiler)

    assert not TaskState.objects.reviewable_by(UserFactory(is_superuser=True))


def test_the_submitter_cannot_approve_even_as_a_superuser(city):
    submission = submit(city.guide, city.compiler)
    city.compiler.is_superuser = True
    city.compiler.save()

    with pytest.raises(errors.NotAllowed):
        act(submission, city.compiler)


def test_moving_the_mirror_by_hand_does_not_move_the_submission(city):
    submission = submit(city.guide, city.compiler)
    state = state_of(submission)
    for _stage in range(4):
        state.refresh_from_db()
        state.current_task_state.approve(user=city.compiler)

    submission.refresh_from_db()
    assert (submission.state, submission.stage) == ("in_review", "department")
    assert not PublishedVersion.objects.exists()
    assert approve_all(city, submission).state == "filed"


def test_after_a_return_no_earlier_approval_stands_and_the_department_starts(city):
    first = submit(city.guide, city.compiler)
    first = act(act(first, city.reviewer), city.formal)
    first = act(first, city.compliance, "returned", opinion="补正")
    assert state_of(first).status == WorkflowState.STATUS_CANCELLED

    second = submit(save_draft(city.guide, city.compiler, summary="补正"), city.compiler)

    state = state_of(second)
    assert state.pk != first.workflow_state_id
    assert state.current_task_state.task.specific.stage == "department"
    assert not second.decisions.exists()


def test_a_returned_workflow_cannot_be_resumed_at_the_stage_that_rejected(city):
    submission = submit(city.guide, city.compiler)
    submission = act(submission, city.reviewer, "returned", opinion="补正")

    with pytest.raises(PermissionDenied):
        state_of(submission).resume(user=city.compiler)


def test_a_withdrawn_submission_leaves_no_open_workflow(city):
    submission = submit(city.guide, city.compiler)

    withdraw(submission, city.compiler)

    assert not city.guide.workflow_in_progress
    assert submit(city.guide, city.compiler).attempt == 2


def test_a_date_that_lies_ahead_schedules_no_page(city):
    ahead = timezone.localdate() + datetime.timedelta(days=3)
    approve_all(city, submit(city.guide, city.compiler, effective_on=ahead))

    call_command("publish_scheduled")

    page = Page.objects.get(pk=city.guide.pk)
    assert (page.live, page.go_live_at, page.scheduled_revision) == (False, None, None)
    assert PublishedVersion.objects.get().effective_on == ahead


def test_tasks_and_their_workflow_cannot_be_deleted(city):
    submission = act(submit(city.guide, city.compiler), city.reviewer)

    for row in (review_workflow(), FilingTask.objects.get(), review_workflow().tasks.first()):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
    for rows in (Workflow.objects.all(), Task.objects.all(), DepartmentReviewTask.objects.all()):
        with pytest.raises(ProtectedError), transaction.atomic():
            rows.delete()
    assert submission.decisions.count() == 1


def test_a_task_cannot_be_switched_off_under_those_that_wait(city):
    submission = submit(city.guide, city.compiler)

    with pytest.raises(PermissionDenied):
        DepartmentReviewTask.objects.get().deactivate()

    assert state_of(submission).status == WorkflowState.STATUS_IN_PROGRESS


def test_a_workflow_that_was_switched_off_stops_no_review(city):
    submission = submit(city.guide, city.compiler)
    review_workflow().deactivate(user=city.compiler)

    assert approve_all(city, submission).state == "filed"


@pytest.mark.parametrize("lost", ["revisions", "workflow state", "task states"])
def test_lost_rows_of_wagtail_take_no_approval_with_them(city, lost):
    submission = act(submit(city.guide, city.compiler), city.reviewer)
    rows = {
        "revisions": Revision.objects.all(),
        "workflow state": WorkflowState.objects.all(),
        "task states": TaskState.objects.all(),
    }[lost]
    rows.delete()

    submission = Submission.objects.get(pk=submission.pk)
    assert submission.decisions.count() == 1
    assert approve_all(city, submission).state == "filed"


def test_purging_revisions_leaves_every_decision(city):
    submission = file_guide(city)
    save_draft(city.guide, city.compiler, summary="下一版")

    call_command("purge_revisions", verbosity=0)

    assert submission.decisions.count() == 4
    assert PublishedVersion.objects.get().text == submission.guide_text


def test_a_workflow_left_over_from_elsewhere_does_not_block_a_submission(city):
    review_workflow().start(city.guide, city.compiler)

    assert approve_all(city, submit(city.guide, city.compiler)).state == "filed"


def test_a_page_without_any_revision_can_be_submitted(city):
    Page.objects.filter(pk=city.guide.pk).update(latest_revision=None)
    Revision.objects.all().delete()
    page = type(city.guide).objects.get(pk=city.guide.pk)

    assert submit(page, city.compiler).guide.title == "食品经营许可"


def test_an_unchanged_save_does_not_reset_the_review(city):
    submission = act(submit(city.guide, city.compiler), city.reviewer)
    save_draft(city.guide, city.compiler)

    assert act(submission, city.formal).stage == "compliance"


def test_no_mail_is_sent_while_the_review_holds_its_locks(city):
    for user in (city.compiler, city.reviewer, city.formal):
        user.email = f"{user.username}@example.org"
        user.save()

    approve_all(city, submit(city.guide, city.compiler))

    assert mail.outbox == []
