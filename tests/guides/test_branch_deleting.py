"""Taking away the drafts of a branch: what goes, what stays, and that a fault loses nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Comment, Page, PageLogEntry, ReferenceIndex, Revision

from core.signals import pages_taken_away
from guides.branches import removing, running, starting, tree
from guides.models import BranchJob, GuideFolder, GuidePage, ManualPage
from publication.models import PublishedVersion
from tests import factories
from tests.guides.branch_samples import (
    REASON,
    carried_out,
    is_sound,
    job_on,
    shelf,
    submitted,
)
from tests.publication.filing_samples import filed

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def department():
    return factories.DepartmentFactory()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    """Let a job of few guides take several batches."""
    monkeypatch.setattr(removing, "BATCH", 2)


def test_drafts_go_with_their_manuals_revisions_comments_and_entries(department):
    folder = shelf(department, "001", 5, manual_of_first=True)
    first = GuidePage.objects.order_by("path").first()
    Comment.objects.create(
        page=first, user=factories.UserFactory(), text="x", contentpath="title", position=""
    )
    ids = [str(page.pk) for page in folder.get_descendants()]

    job = carried_out(job_on(factories.department_page(department)))

    assert (job.state, job.total, job.done, job.kept, job.percent) == ("done", 5, 5, 0, 100)
    assert not GuidePage.objects.exists()
    assert not ManualPage.objects.exists()
    assert not Page.objects.filter(pk__in=ids).exists()
    assert not Revision.objects.filter(object_id__in=ids).exists()
    assert not Comment.objects.exists()
    assert not ReferenceIndex.objects.filter(object_id__in=ids).exists()
    assert is_sound()


def test_history_says_who_deleted_each_page_and_why(department):
    folder = shelf(department, "001", 2, manual_of_first=True)
    ids = {page.pk for page in folder.get_descendants()}

    job = carried_out(job_on(folder))

    entries = PageLogEntry.objects.filter(action="wagtail.delete")
    assert {entry.page_id for entry in entries} == ids
    assert {(entry.user_id, entry.deleted, entry.data["reason"]) for entry in entries} == {
        (job.started_by_id, True, REASON)
    }
    assert all(entry.label for entry in entries)


def test_other_rooms_hear_of_the_pages_that_are_gone(department):
    ids = {page.pk for page in shelf(department, "001", 2).get_descendants()}
    heard = set()

    def hear(page_ids, **kwargs):
        heard.update(page_ids)

    pages_taken_away.connect(hear)
    carried_out(job_on(factories.department_page(department)))

    assert heard == ids


def test_what_was_submitted_or_filed_is_kept_counted_and_listed(department):
    folder = shelf(department, "001", 5)
    in_review, returned, third, *_others = GuidePage.objects.order_by("path")
    submitted(in_review)
    submitted(returned, state="returned")
    filed(third.code)

    job = carried_out(job_on(folder))

    assert (job.done, job.kept) == (2, 3)
    assert {pk for pk, _title, _why in job.kept_listed} == {in_review.pk, returned.pk, third.pk}
    assert set(GuidePage.objects.all()) == {in_review, returned, third}
    assert PublishedVersion.objects.filter(code=third.code).exists()
    assert is_sound()


def test_empty_folders_go_but_the_newest_and_those_that_hold_something(department):
    shelf(department, "001", 2)
    holding = shelf(department, "002", 1)
    submitted(GuidePage.objects.get(path__startswith=holding.path))
    newest = shelf(department, "003", 2)

    carried_out(job_on(factories.department_page(department)))

    assert set(GuideFolder.objects.all()) == {holding, newest}
    assert is_sound()


def test_job_on_a_folder_leaves_the_other_folders_and_departments_alone(department):
    shelf(department, "001", 1)
    folder = shelf(department, "002", 3)
    shelf(department, "003", 1)
    shelf(factories.DepartmentFactory(), "001", 2)

    carried_out(job_on(folder))

    assert GuidePage.objects.count() == 4
    assert not GuideFolder.objects.filter(pk=folder.pk).exists()
    assert is_sound()


def test_next_guide_after_a_folder_was_taken_away_finds_a_name_and_a_place(department, monkeypatch):
    from guides.compiling.compile import folder_for

    folder = shelf(department, "001", 1)
    shelf(department, "002", 1)
    carried_out(job_on(folder))
    monkeypatch.setattr(GuideFolder, "MAX_CHILDREN", 1)

    new = folder_for(department)

    assert new.slug == "003"
    assert is_sound()


def test_killed_job_goes_on_where_it_stopped_and_leaves_a_sound_tree(department, monkeypatch):
    folder = shelf(department, "001", 7, manual_of_first=True)
    job = job_on(folder)
    running.carry_out_next()
    with monkeypatch.context() as broken:
        broken.setattr(removing, "add_children", _fail)
        assert not running.carry_out_next()
    halfway = BranchJob.objects.get()

    job = carried_out(job)

    assert (halfway.done, halfway.state, halfway.attempts) == (2, "running", 1)
    assert "the power failed" in halfway.error
    assert (job.state, job.done, job.attempts, job.error) == ("done", 7, 0, "")
    assert PageLogEntry.objects.filter(action="wagtail.delete").count() == 8
    assert is_sound()


def test_tree_is_sound_after_every_batch(department):
    job_on(shelf(department, "001", 5, manual_of_first=True))

    health = []
    while running.carry_out_next():
        health.append(is_sound())

    assert health == [True] * 4


def test_job_that_fails_three_times_waits_for_a_person_who_lets_it_go_on(department, monkeypatch):
    job = job_on(shelf(department, "001", 3))
    with monkeypatch.context() as broken:
        broken.setattr(removing, "add_children", _fail)
        for _attempt in range(5):
            running.carry_out_next()
    failed = BranchJob.objects.get()

    starting.go_on(failed)
    job = carried_out(job)

    assert (failed.state, failed.attempts, failed.done) == ("failed", 3, 0)
    assert (job.state, job.done) == ("done", 3)


def test_stopped_job_does_nothing_until_it_goes_on(department):
    job = job_on(shelf(department, "001", 5))
    running.carry_out_next()

    starting.stop(job)
    went_on = running.carry_out_next()
    starting.go_on(job)
    ended = carried_out(job)

    assert went_on is False
    assert (ended.state, ended.done) == ("done", 5)


def test_only_one_job_works_on_a_department(department):
    from django.core.exceptions import ValidationError

    shelf(department, "001", 2)
    folder = shelf(department, "002", 2)
    job = job_on(factories.department_page(department))

    with pytest.raises(ValidationError):
        job_on(folder)
    starting.stop(job)
    other = job_on(folder)
    with pytest.raises(ValidationError):
        starting.go_on(job)

    assert other.state == "waiting"


def test_queries_of_a_batch_do_not_grow_with_its_pages(department, monkeypatch):
    monkeypatch.setattr(removing, "BATCH", tree.BATCH)
    shelf(department, "001", 2, manual_of_first=True)
    few = queries_of_a_job(department)
    shelf(department, "002", 40, manual_of_first=True)

    many = queries_of_a_job(department)

    assert many <= few
    assert many <= 40


def queries_of_a_job(department):
    """Return the queries of the one batch in which a job deletes everything."""
    job_on(factories.department_page(department))
    with CaptureQueriesContext(connection) as queries:
        running.carry_out_next()
    carried_out(BranchJob.objects.first())
    return len(queries)


def _fail(*args):
    raise RuntimeError("the power failed")
