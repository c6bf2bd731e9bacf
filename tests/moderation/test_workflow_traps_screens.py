"""The same traps at the doors of the admin: what the editor and the workflow screens refuse."""

import pytest
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from moderation.models import Decision, Submission
from moderation.review_workflow import review_workflow
from moderation.submit import submit
from tests.factories import UserFactory
from tests.moderation.steps import act, file_guide

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture(params=["compiler", "superuser"])
def insider(request, city, client):
    """A client of somebody who may edit the page."""
    user = city.compiler if request.param == "compiler" else UserFactory(is_superuser=True)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    "action",
    ["action-submit", "action-publish", "action-restart-workflow", "action-workflow-action"],
)
def test_the_editor_starts_no_workflow_and_publishes_nothing(city, insider, action):
    url = reverse("wagtailadmin_pages:edit", args=[city.guide.pk])

    insider.post(url, {action: "1", "title": "绕过审核", "workflow-action-name": "approve"})

    assert not WorkflowState.objects.exists()
    assert not Submission.objects.exists()
    assert not Page.objects.filter(title="绕过审核").exists()
    assert not Page.objects.get(pk=city.guide.pk).live


def test_the_editor_cancels_no_review(city, insider):
    submission = submit(city.guide, city.compiler)
    url = reverse("wagtailadmin_pages:edit", args=[city.guide.pk])

    insider.post(url, {"action-cancel-workflow": "1"})

    state = WorkflowState.objects.get(pk=submission.workflow_state_id)
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert Submission.objects.get().is_open


@pytest.mark.parametrize("stage", ["in review", "returned"])
@pytest.mark.parametrize("action", ["action-submit", "action-restart-workflow"])
def test_the_editor_restarts_no_review(city, insider, action, stage):
    submission = submit(city.guide, city.compiler)
    if stage == "returned":
        act(submission, city.reviewer, "returned", opinion="补正")

    insider.post(reverse("wagtailadmin_pages:edit", args=[city.guide.pk]), {action: "1"})

    assert WorkflowState.objects.count() == 1
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("view", ["workflow_action", "collect_workflow_action_data"])
@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("who", ["compiler", "reviewer", "superuser"])
def test_the_workflow_views_decide_nothing(city, client, view, action, who):
    submit(city.guide, city.compiler)
    user = UserFactory(is_superuser=True) if who == "superuser" else getattr(city, who)
    client.force_login(user, backend=BACKEND)
    task_state = TaskState.objects.get()

    url = reverse(f"wagtailadmin_pages:{view}", args=[city.guide.pk, action, task_state.pk])
    answers = [client.get(url), client.post(url, {"comment": "同意"})]

    task_state.refresh_from_db()
    assert task_state.status == TaskState.STATUS_IN_PROGRESS
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["disable", "enable"])
def test_nobody_switches_the_workflow(city, client, name):
    submission = submit(city.guide, city.compiler)
    client.force_login(UserFactory(is_superuser=True), backend=BACKEND)

    client.post(reverse(f"wagtailadmin_workflows:{name}", args=[review_workflow().pk]))
    client.post(
        reverse(f"wagtailadmin_workflows:{name}_task", args=[review_workflow().tasks.first().pk])
    )

    assert review_workflow().active
    assert WorkflowState.objects.get(pk=submission.workflow_state_id).status == "in_progress"


def test_nobody_rewrites_the_workflow(city, client):
    client.force_login(UserFactory(is_superuser=True), backend=BACKEND)
    workflow = review_workflow()

    client.post(
        reverse("wagtailadmin_workflows:edit", args=[workflow.pk]),
        {
            "name": "没有审核",
            "workflow_tasks-TOTAL_FORMS": 0,
            "workflow_tasks-INITIAL_FORMS": 0,
            "pages-TOTAL_FORMS": 0,
            "pages-INITIAL_FORMS": 0,
        },
    )

    assert review_workflow().name == workflow.name
    assert workflow.tasks.count() == 4


def test_a_filed_guide_is_not_deleted_or_unpublished_from_the_admin(city, insider):
    file_guide(city)

    for name in ("delete", "unpublish"):
        insider.post(reverse(f"wagtailadmin_pages:{name}", args=[city.guide.pk]))

    assert Page.objects.filter(pk=city.guide.pk).exists()
    assert Submission.objects.get().state == "filed"
