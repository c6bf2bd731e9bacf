"""Handing a department's guides over: what changes, what stays, and that nothing published does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry

from core.choices import Role
from guides.branches import moving, running, tree
from guides.models import BranchJob, GuideFolder, GuidePage, ItemSituation, ManualPage
from moderation.freeze import freeze_draft
from moderation.models import Submission
from publication.models import Event, PublicState, PublishedVersion
from tests import factories
from tests.guides.branch_samples import REASON, carried_out, is_sound, job_on, shelf, submitted
from tests.publication.filing_samples import filed

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def old():
    return factories.DepartmentFactory(name="原部门")


@pytest.fixture
def new():
    return factories.DepartmentFactory(name="新部门")


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    """Let a job of few guides take several batches."""
    monkeypatch.setattr(moving, "BATCH", 2)


def branch(department):
    return factories.department_page(department)


def sibling(guide, folder):
    """Return a second guide of a guide's item, in a folder."""
    second = ItemSituation.objects.create(item=guide.situation.item, code="09", name="变更")
    page = GuidePage(
        department=guide.department,
        situation=second,
        title=f"{guide.title}变更",
        slug=f"{guide.code}-09",
        code=f"{guide.code}-09",
        outline=guide.outline,
        live=False,
    )
    GuideFolder.objects.get(pk=folder.pk).add_child(instance=page)
    page.save_revision()
    return page


def test_guides_items_and_manuals_belong_to_the_new_department_and_stand_below_it(old, new):
    shelf(old, "001", 5, manual_of_first=True)
    codes = set(GuidePage.objects.values_list("code", flat=True))

    job = carried_out(job_on(branch(old), new))

    guides = GuidePage.objects.select_related("situation__item")
    assert (job.state, job.done, job.kept) == ("done", 5, 0)
    assert {guide.department_id for guide in guides} == {new.pk}
    assert {guide.situation.item.department_id for guide in guides} == {new.pk}
    assert set(guides.values_list("code", flat=True)) == codes
    assert guides.descendant_of(branch(new)).count() == 5
    assert ManualPage.objects.get().guide.department == new
    assert is_sound()


def test_folders_of_the_new_department_are_filled_in_turn(old, new, monkeypatch):
    monkeypatch.setattr(GuideFolder, "MAX_CHILDREN", 3)
    shelf(new, "001", 2)
    shelf(old, "001", 5)

    carried_out(job_on(branch(old), new))

    folders = GuideFolder.objects.child_of(branch(new)).order_by("path")
    assert [folder.numchild for folder in folders] == [3, 3, 1]
    assert [folder.slug for folder in folders] == ["001", "002", "003"]
    assert is_sound()


def test_what_is_published_stays_as_it_is_and_names_the_new_department(old, new):
    guide = shelf(old, "001", 1).get_children().get().specific
    filed(guide.code)
    facts = PublicState.objects.values("state", "current", "summary", "department_slug", "since")
    before = facts.get(), [*PublishedVersion.objects.values()]

    job = carried_out(job_on(branch(old), new))

    told = Event.objects.first()
    assert GuidePage.objects.get().department == new
    assert (facts.get(), [*PublishedVersion.objects.values()]) == before
    assert PublicState.objects.get().handed_to["name"] == "新部门"
    assert (told.type, told.payload["from"]["name"]) == ("transferred", "原部门")
    assert told.payload["by"] == job.started_by.username


def test_next_document_of_a_moved_guide_names_the_new_authority(old, new):
    guide = shelf(old, "001", 1).get_children().get().specific

    carried_out(job_on(branch(old), new))

    frozen = freeze_draft(guide.pk)
    assert frozen.guide.item.authority.name == "新部门"
    assert frozen.page.department == new


def test_draft_opened_after_the_move_does_not_bring_the_old_department_back(old, new):
    guide = shelf(old, "001", 1).get_children().get().specific
    carried_out(job_on(branch(old), new))

    draft = GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()
    draft.save()

    assert GuidePage.objects.get().department == new
    assert draft.department == new


def test_new_compilers_edit_what_was_handed_over_and_old_ones_do_not(old, new):
    shelf(old, "001", 1)
    carried_out(job_on(branch(old), new))
    guide = GuidePage.objects.get()

    may = {
        department.name: guide.permissions_for_user(
            factories.person(Role.COMPILER, department)
        ).can_edit()
        for department in (old, new)
    }

    assert may == {"原部门": False, "新部门": True}


def test_guide_under_review_is_kept_with_the_other_guides_of_its_item(old, new):
    folder = shelf(old, "001", 4)
    reviewed = GuidePage.objects.order_by("path").first()
    other = sibling(reviewed, folder)
    submission = submitted(reviewed)

    job = carried_out(job_on(branch(old), new))

    assert (job.done, job.kept, job.total) == (3, 2, 5)
    assert {pk: why for pk, _title, why in job.kept_guides} == {
        reviewed.pk: "in_review",
        other.pk: "sibling",
    }
    assert {guide.department for guide in (reviewed, other)} == {old}
    assert GuidePage.objects.get(pk=other.pk).path == other.path
    assert Submission.objects.get(pk=submission.pk).department == old
    assert is_sound()


def test_another_job_takes_what_was_kept_once_its_review_has_ended(old, new):
    shelf(old, "001", 2)
    submission = submitted(GuidePage.objects.order_by("path").first())
    carried_out(job_on(branch(old), new))
    submission.state = "returned"
    submission.save(update_fields=["state"])

    job = carried_out(job_on(branch(old), new))

    assert (job.done, job.kept) == (1, 0)
    assert set(GuidePage.objects.values_list("department", flat=True)) == {new.pk}


def test_item_whose_basic_code_the_receiver_has_is_kept(old, new):
    shelf(old, "001", 2)
    first = GuidePage.objects.order_by("path").first()
    factories.ServiceItemFactory(department=new, basic_code=first.situation.item.basic_code)

    job = carried_out(job_on(branch(old), new))

    assert (job.done, job.kept) == (1, 1)
    assert [why for _pk, _title, why in job.kept_guides] == ["code_taken"]
    assert GuidePage.objects.get(pk=first.pk).department == old


def test_item_of_a_folder_takes_its_guides_in_other_folders_along(old, new):
    folder = shelf(old, "001", 1)
    first = GuidePage.objects.get()
    elsewhere = sibling(first, shelf(old, "002", 1))

    job = carried_out(job_on(folder, new))

    assert (job.total, job.done) == (2, 2)
    assert GuidePage.objects.get(pk=elsewhere.pk).department == new
    assert GuidePage.objects.filter(department=old).count() == 1
    assert is_sound()


def test_killed_job_goes_on_where_it_stopped_and_moves_nothing_twice(old, new, monkeypatch):
    shelf(old, "001", 5, manual_of_first=True)
    job = job_on(branch(old), new)
    running.carry_out_next()
    with monkeypatch.context() as broken:
        broken.setattr(moving, "log_all", _fail)
        running.carry_out_next()
    halfway = BranchJob.objects.get()
    sound_halfway = is_sound()

    job = carried_out(job)

    assert (halfway.done, halfway.attempts, sound_halfway) == (2, 1, True)
    assert (job.state, job.done, job.percent) == ("done", 5, 100)
    assert PageLogEntry.objects.filter(action="wagtail.move").count() == 5
    assert is_sound()


def test_tree_is_sound_after_every_batch(old, new):
    shelf(old, "001", 5, manual_of_first=True)
    job_on(branch(old), new)

    health = []
    while running.carry_out_next():
        health.append(is_sound())

    assert health == [True] * 4


def test_history_says_from_where_to_where_and_why(old, new):
    shelf(old, "001", 1)

    job = carried_out(job_on(branch(old), new))

    entry = PageLogEntry.objects.get(action="wagtail.move")
    assert entry.page_id == GuidePage.objects.get().pk
    assert (entry.user_id, entry.data["reason"]) == (job.started_by_id, REASON)
    assert (entry.data["source"]["title"], entry.data["destination"]["title"]) == (
        "原部门",
        "新部门",
    )


def test_mover_does_not_become_an_editor_who_may_not_decide(old, new):
    from moderation.editors import editors_of

    shelf(old, "001", 1)
    job = carried_out(job_on(branch(old), new))

    people = editors_of(GuidePage.objects.get().pk, None, since=None)

    assert job.started_by_id not in people


def test_queries_of_a_batch_do_not_grow_with_its_pages(old, new, monkeypatch):
    monkeypatch.setattr(moving, "BATCH", tree.BATCH)
    shelf(old, "001", 2, manual_of_first=True)
    few = queries_of_a_job(old, new)
    shelf(old, "002", 40, manual_of_first=True)

    many = queries_of_a_job(old, new)

    assert many <= few
    # Open tasks of laws, the catalogue, ratings and corrections go along: four of these.
    assert many <= 44


def queries_of_a_job(old, new):
    """Return the queries of the one batch in which a job moves everything."""
    for guide in GuidePage.objects.filter(department=old):
        filed(guide.code)
    job = job_on(branch(old), new)
    with CaptureQueriesContext(connection) as queries:
        running.carry_out_next()
    assert BranchJob.objects.get(pk=job.pk).handled == job.total
    carried_out(job)
    return len(queries)


def test_pages_of_other_departments_stay_untouched(old, new):
    other = shelf(factories.DepartmentFactory(), "001", 2)
    before = list(Page.objects.filter(path__startswith=other.path).values("path", "url_path"))
    shelf(old, "001", 2)

    carried_out(job_on(branch(old), new))

    after = list(Page.objects.filter(path__startswith=other.path).values("path", "url_path"))
    assert after == before


def _fail(*args, **kwargs):
    raise RuntimeError("the power failed")
