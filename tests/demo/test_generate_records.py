"""Generated records: valid, filed as by hand, the same after a kill, and alive afterwards."""

import json
import random
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page, Revision

from demo.generate import city, plan
from demo.generate.run import Run
from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument, canonical_json, public_cut, sha256_hex
from guides.document.canonical import canonical_data
from guides.models import GuideFolder, GuidePage, ServiceItem
from guides.outlines.conformance import nonconformities
from moderation.comparing.changes import changes_of_both
from moderation.freeze import freeze_draft
from moderation.models import Decision, Submission, SubmissionEditor
from moderation.submit import submit
from publication.life import rebuild
from publication.models import Event, EventCounter, FilingCounter, PublicState, PublishedVersion
from publication.summary import facets_of
from tests.moderation.steps import act

pytestmark = [pytest.mark.django_db, pytest.mark.city]

COUNT = 40
ROOMS = ("core", "guides", "moderation", "publication", "wagtailcore")


@pytest.fixture(autouse=True)
def _small_city(monkeypatch):
    """Few departments and forms: making them is what takes time."""
    monkeypatch.setattr(city, "DEPARTMENTS", 3)
    monkeypatch.setattr(plan, "DEPARTMENTS", 3)
    monkeypatch.setattr(plan, "FORMS", 5)


@pytest.fixture
def records(db):
    """Forty records of seed 7."""
    generate(COUNT)


def generate(count, **options):
    """Run the command in this process and without a line of progress."""
    given = {"seed": 7, "processes": 0, "batch": 20, "json": None} | options
    call_command("generate_records", count=count, verbosity=0, **given)


def rows_of_all_tables():
    """Return {table: rows} of our rooms and Wagtail's, but for the moment of the last save."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ROOMS and not model._meta.proxy:
            found[model._meta.db_table] = list(model._base_manager.order_by("pk").values_list())
    return found


def test_every_filed_text_is_a_valid_document_with_its_hash(records):
    for version in PublishedVersion.objects.all():
        model = GuideDocument if version.kind == DocumentKind.GUIDE else ManualDocument
        document = model.model_validate_json(version.text)

        assert canonical_json(document) == version.text
        assert sha256_hex(version.text) == version.sha256
        if model is GuideDocument:
            assert canonical_data(public_cut(document)) == version.public_text
            assert sha256_hex(version.public_text) == version.public_sha256
    assert (
        PublishedVersion.objects.filter(kind=DocumentKind.MANUAL, version=1).count() == COUNT / 10
    )


def test_some_guides_have_several_versions_and_differ_from_each_other(records):
    firsts = PublishedVersion.objects.filter(kind=DocumentKind.GUIDE, version=1)

    assert firsts.values("sha256").distinct().count() == COUNT
    assert PublishedVersion.objects.filter(kind=DocumentKind.GUIDE, version__gt=1).exists()


def test_the_tree_has_no_problems_and_no_folder_is_too_full(db, monkeypatch):
    monkeypatch.setattr(GuideFolder, "MAX_CHILDREN", 2)

    generate(20)
    generate(COUNT, resume=True)

    assert not any(Page.find_problems())
    assert max(folder.get_children_count() for folder in GuideFolder.objects.all()) == 2
    assert GuidePage.objects.count() == COUNT


def test_a_draft_presents_what_was_filed(records):
    for page in random.sample(list(GuidePage.objects.all()), 20):
        frozen = freeze_draft(page.pk)
        state = PublicState.objects.get(code=page.code, kind=DocumentKind.GUIDE)

        assert frozen.guide_text == state.current.text
        assert frozen.manual_text == state.current.submission.manual_text
        assert not nonconformities(frozen.guide, page.outline)
        assert not frozen.manual or not nonconformities(frozen.manual, frozen.manual_page.outline)


def test_saving_a_draft_unchanged_writes_the_same_revision(records):
    page = GuidePage.objects.filter(numchild=1).first()
    draft = page.get_latest_revision_as_object()

    saved = draft.save_revision()

    before, after = page.latest_revision.content, Revision.objects.get(pk=saved.pk).content
    moved = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "numchild"}
    assert before.keys() == after.keys()
    assert {key for key in after if before[key] != after[key]} <= moved


def test_counters_and_sequences_stand_where_the_rows_end(records):
    events = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    last_number = Submission.objects.count()

    assert events == list(range(1, len(events) + 1))
    assert EventCounter.objects.get().last == len(events)
    assert FilingCounter.objects.get().last == last_number
    assert PublishedVersion.objects.filter(filing_no__contains=f"{last_number:04d}号").exists()
    assert ServiceItem.objects.create(
        department=ServiceItem.objects.first().department, name="新", basic_code="1", item_type="01"
    )


def test_a_state_says_what_its_last_event_and_version_say(records):
    for state in PublicState.objects.select_related("current"):
        newest = PublishedVersion.objects.filter(code=state.code, kind=state.kind)

        assert state.current.version == state.newest_version
        assert state.newest_version == newest.aggregate(Max("version"))["version__max"]
        assert state.seq == Event.objects.filter(code=state.code, kind=state.kind).latest("seq").seq
        if state.kind == DocumentKind.GUIDE:
            assert set(state.facets.values_list("name", "value")) == facets_of(state.summary)
            assert state.facets.count() >= 3


def test_a_submission_counts_its_changes_as_review_does(records):
    for submission in Submission.objects.filter(base_version__gt=0)[:5]:
        texts = {
            version.kind: json.loads(version.text)
            for version in PublishedVersion.objects.filter(
                code=submission.code, version=submission.base_version
            )
        }
        manual = json.loads(submission.manual_text) if submission.manual_text else None

        changes = changes_of_both(
            texts["guide"], json.loads(submission.guide_text), texts.get("manual"), manual
        )

        assert submission.changes == {change.key: len(change.fields) for change in changes}
        assert submission.is_intact


def test_a_killed_run_that_is_resumed_equals_one_that_ran_through(db):
    city.city()
    with transaction.atomic():
        generate(COUNT)
        through = rows_of_all_tables()
        transaction.set_rollback(True)

    def die(written, seconds):
        if written == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Run(COUNT, 7, batch_size=20).write_all(processes=0, report=die)
    generate(COUNT, resume=True)

    assert rows_of_all_tables() == through


def test_a_batch_that_ends_inside_an_item_goes_on_with_it(db):
    generate(18)

    generate(20, resume=True)

    last = ServiceItem.objects.order_by("-basic_code").first()
    assert list(last.situations.values_list("name", flat=True)) == ["新办", "变更", "注销"]
    assert not any(Page.find_problems())


def test_records_that_are_there_are_not_made_twice(records):
    with pytest.raises(CommandError, match="--resume"):
        generate(COUNT + 1)

    generate(COUNT, resume=True)

    assert GuidePage.objects.count() == COUNT


def test_a_generated_guide_goes_through_review_like_a_handmade_one(records):
    page = GuidePage.objects.filter(numchild=1).first()
    before = PublicState.objects.get(code=page.code, kind=DocumentKind.GUIDE)
    first = page.submissions.first()
    compiler = first.submitted_by
    draft = page.get_latest_revision_as_object()
    draft.statutory_value = 15
    draft.save_revision(user=compiler, log_action=True)

    sent = submit(page, compiler, reasons={"time_limits": "压减时限"})
    for person in [decision.decided_by for decision in first.decisions.order_by("pk")]:
        act(sent, person)

    after = PublicState.objects.get(code=page.code, kind=DocumentKind.GUIDE)
    assert after.newest_version == before.newest_version + 1
    assert json.loads(after.current.text)["time_limits"]["statutory"]["value"] == 15
    assert after.seq > before.seq


def test_every_stage_of_review_left_its_rows(records):
    versions = Submission.objects.count()

    assert Decision.objects.count() == 4 * versions
    assert SubmissionEditor.objects.count() == versions
    for submission in Submission.objects.all()[:5]:
        deciders = {decision.decided_by_id for decision in submission.decisions.all()}
        states = submission.workflow_state.task_states.order_by("pk")

        assert len(deciders) == 4
        assert submission.submitted_by_id not in deciders
        assert [state.status for state in states] == ["approved"] * 4
        assert states.last() == submission.workflow_state.current_task_state
        assert submission.submitted_at < submission.ended_at < timezone.now() + timedelta(days=1)


def test_somebody_who_files_meanwhile_stops_the_run(db):
    run = Run(COUNT, 7, batch_size=20)

    def file_something(written, seconds):
        EventCounter.objects.update(last=10_000)

    with pytest.raises(Exception, match="EventCounter"):
        run.write_all(processes=0, report=file_something)

    assert GuidePage.objects.count() == 20


def test_public_states_follow_from_the_generated_events(records):
    assert rebuild.verify() == {}
