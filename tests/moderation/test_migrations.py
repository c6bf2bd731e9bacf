"""The migrations of this room go both ways."""

import pytest
from django.core.management import call_command
from wagtail.models import Workflow, WorkflowPage

from moderation.models import FilingTask
from moderation.review_workflow import review_workflow


@pytest.mark.django_db(transaction=True)
def test_the_workflow_and_the_triggers_can_be_taken_back_and_made_again():
    call_command("migrate", "moderation", "0001", verbosity=0)
    try:
        assert not FilingTask.objects.exists()
        assert WorkflowPage.objects.get().workflow in Workflow.objects.active()
    finally:
        call_command("migrate", verbosity=0)

    assert review_workflow().tasks.count() == 4
    assert not WorkflowPage.objects.exists()
