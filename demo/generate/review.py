"""The rows that a review leaves: Submission, decisions, and what mirrors them in Wagtail."""

from wagtail.models import PageLogEntry, TaskState, WorkflowState

from demo.generate.record import Record
from demo.generate.tables import Rows
from demo.generate.version import Version
from moderation.choices import ReviewStage, SubmissionState, Verdict
from moderation.models import Decision, Submission, SubmissionEditor

from .tables import Table

SUBMISSIONS, EDITORS, DECISIONS = Table(Submission), Table(SubmissionEditor), Table(Decision)
WORKFLOW_STATES, TASK_STATES = Table(WorkflowState), Table(TaskState)
LOG = Table(PageLogEntry)

OPINION = "同意"
REASONS = {"faqs": "按来电咨询补充说明"}
"""A later version changes the cover, which needs no reason, and the questions."""


def review_rows(record: Record, version: Version, revision: int, rows: Rows) -> int:
    """Put the rows of the review of a version; return the Submission's primary key."""
    submission, workflow_state = record.take("submission"), record.take("workflow_state")
    _submission(record, version, submission, workflow_state, rows)
    tasks = [record.take("task_state") for _task in record.city.tasks]
    people = [record.office.reviewer, *record.city.reviewers.values()]
    _workflow_state(record, version, workflow_state, tasks, rows)
    _log_start(record, version, revision, tasks[0], rows)
    begun = [version.submitted_at, *version.decided_at]
    for place, (stage, task_state, person) in enumerate(
        zip(ReviewStage.values, tasks, people, strict=True)
    ):
        decided_at = version.decided_at[place]
        rows.put(
            DECISIONS,
            id=record.take("decision"),
            submission_id=submission,
            stage=stage,
            verdict=Verdict.APPROVED.value,
            sha256=version.fingerprint,
            opinion=OPINION,
            decided_by_id=person,
            decided_at=decided_at,
            **record.city.signatures[person],
        )
        rows.put(
            TASK_STATES,
            id=task_state,
            workflow_state_id=workflow_state,
            revision_id=revision,
            task_id=record.city.tasks[place]["id"],
            status="approved",
            started_at=begun[place],
            finished_at=decided_at,
            finished_by_id=person,
            comment=OPINION,
            content_type_id=record.city.content_types["task_state"],
        )
        _log_approval(record, place, task_state, person, decided_at, rows)
    return submission


def _submission(record, version, pk, workflow_state, rows):
    rows.put(
        SUBMISSIONS,
        id=pk,
        page_id=record.page,
        manual_page_id=record.manual_page,
        department_id=record.office.pk,
        code=record.code,
        title=record.title,
        guide_text=version.guide_text,
        guide_sha256=version.guide_sha256,
        manual_text=version.manual_text,
        manual_sha256=version.manual_sha256,
        sha256=version.fingerprint,
        base_version=version.number - 1,
        base_manual_version=(version.number - 1) * record.plan.has_manual,
        changes=version.changes,
        reasons=REASONS if version.number > 1 else {},
        submitted_by_id=record.office.compiler,
        submitted_at=version.submitted_at,
        state=SubmissionState.FILED.value,
        stage=ReviewStage.FILING.value,
        workflow_state_id=workflow_state,
        ended_at=version.filed_at,
        **record.city.signatures[record.office.compiler],
    )
    rows.put(
        EDITORS,
        id=record.take("editor"),
        submission_id=pk,
        user_id=record.office.compiler,
    )


def _workflow_state(record, version, pk, tasks, rows):
    rows.put(
        WORKFLOW_STATES,
        id=pk,
        object_id=str(record.page),
        content_type_id=record.city.content_types["guide"],
        base_content_type_id=record.city.content_types["page"],
        workflow_id=record.city.workflow["id"],
        status="approved",
        created_at=version.submitted_at,
        requested_by_id=record.office.compiler,
        current_task_state_id=tasks[-1],
    )


def _log_start(record, version, revision, task_state, rows):
    workflow = record.city.workflow
    data = {
        "id": workflow["id"],
        "title": workflow["title"],
        "status": "in_progress",
        "next": record.city.tasks[0],
        "task_state_id": task_state,
    }
    _log(
        record,
        rows,
        action="wagtail.workflow.start",
        data={"workflow": data},
        timestamp=version.submitted_at,
        revision_id=revision,
        user_id=record.office.compiler,
    )


def _log_approval(record, place, task_state, person, moment, rows):
    workflow, tasks = record.city.workflow, record.city.tasks
    data = {
        "id": workflow["id"],
        "title": workflow["title"],
        "status": "approved",
        "task_state_id": task_state,
        "task": tasks[place],
        "next": tasks[place + 1] if place + 1 < len(tasks) else None,
    }
    _log(
        record,
        rows,
        action="wagtail.workflow.approve",
        data={"workflow": data, "comment": OPINION},
        timestamp=moment,
        user_id=person,
    )


def _log(record, rows, **values):
    rows.put(
        LOG,
        id=record.take("log"),
        content_type_id=record.city.content_types["guide"],
        page_id=record.page,
        label=record.title,
        content_changed=False,
        **values,
    )
