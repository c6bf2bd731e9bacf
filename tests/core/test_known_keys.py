"""Wagtail's log and workflow rows: stored without a query for each key, refused when wrong."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, WorkflowState

from moderation.review_workflow import review_workflow
from tests.factories import UserFactory, guide_page

pytestmark = pytest.mark.django_db


def state_for(page, **fields):
    """Return a workflow state of a page, not yet stored."""
    return WorkflowState(
        content_type=page.cached_content_type,
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=review_workflow(),
        requested_by=UserFactory(),
        **fields,
    )


def test_a_log_entry_costs_one_query_and_two_of_the_audit_log(django_assert_num_queries):
    page, user = guide_page(), UserFactory()
    log(page, "wagtail.edit", user=user)

    with django_assert_num_queries(3):
        log(page, "wagtail.edit", user=user, revision=page.latest_revision)

    assert PageLogEntry.objects.filter(page=page, user=user).count() == 2


def test_an_action_that_nobody_registered_is_not_logged():
    with pytest.raises(ValidationError):
        log(guide_page(), "wagtail.no_such_action")


def test_a_workflow_state_costs_one_query(django_assert_num_queries):
    state = state_for(guide_page())
    state.save()

    state.status = WorkflowState.STATUS_CANCELLED
    with django_assert_num_queries(1):
        state.save()

    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_CANCELLED


def test_a_status_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError):
        state_for(guide_page(), status="no such status").save()


def test_the_database_still_allows_one_open_workflow_for_a_page():
    page = guide_page()
    state_for(page).save()

    with pytest.raises(IntegrityError), transaction.atomic():
        state_for(page).save()
