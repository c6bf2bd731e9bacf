"""Submissions and decisions stay as they were written: by the models, and by the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from core.append_only import AppendOnlyError
from moderation.models import Decision, Submission, SubmissionEditor
from moderation.submit import submit
from tests.moderation.steps import act, save_draft


@pytest.fixture
def decided(city):
    """A Submission with one decision."""
    return act(submit(city.guide, city.compiler), city.reviewer)


@pytest.mark.parametrize("field", ["guide_text", "sha256", "reasons", "submitted_by", "code"])
def test_a_submission_cannot_be_rewritten_through_its_model(decided, field):
    setattr(decided, field, getattr(decided, field))

    for how in ({}, {"update_fields": [field]}, {"update_fields": [field, "state"]}):
        with pytest.raises(AppendOnlyError):
            decided.save(**how)
    with pytest.raises(AppendOnlyError):
        Submission.objects.filter(pk=decided.pk).update(**{field: getattr(decided, field)})
    with pytest.raises(AppendOnlyError):
        Submission.objects.bulk_update([decided], [field])


def test_a_submission_cannot_be_deleted(decided):
    with pytest.raises(AppendOnlyError):
        decided.delete()
    with pytest.raises(AppendOnlyError):
        Submission.objects.all().delete()


@pytest.mark.parametrize("model", [Decision, SubmissionEditor])
def test_decisions_and_editors_cannot_be_changed_or_deleted(decided, model):
    row = model.objects.first()

    for attempt in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(submission=decided),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_submission SET guide_text = '{}'",
        "UPDATE moderation_submission SET sha256 = 'x', state = 'filed'",
        "UPDATE moderation_submission SET submitted_by_id = submitted_by_id",
        "UPDATE moderation_submission SET reasons = '{}'",
        "DELETE FROM moderation_submission",
        "UPDATE moderation_decision SET opinion = '同意'",
        "DELETE FROM moderation_decision",
        "UPDATE moderation_submissioneditor SET user_id = 1",
        "DELETE FROM moderation_submissioneditor",
    ],
)
def test_the_database_refuses_what_goes_around_the_models(decided, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Submission.objects.get().guide_text == decided.guide_text


def test_every_field_but_the_progress_is_guarded_by_the_database(decided):
    progress = {"state", "stage", "workflow_state_id", "ended_at", "to_correct_since"}
    columns = {field.column for field in Submission._meta.concrete_fields} - progress

    for column in sorted(columns):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(f"UPDATE moderation_submission SET {column} = {column}")


def test_a_page_with_a_submission_cannot_be_deleted_with_it(city, decided):
    with pytest.raises(Exception, match="Cannot delete"):
        city.guide.delete()

    assert Submission.objects.filter(pk=decided.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_flush_between_committing_tests_passes_the_triggers(request):
    city = request.getfixturevalue("city")
    save_draft(city.guide, city.compiler, summary="留在库里")

    assert submit(city.guide, city.compiler).pk
