"""Standards, heirs and their changes crossing at random: an heir says its standard plus its own.

One standard guide and two districts. The standard is revised, its change proposed, approved and
filed; heirs are edited, sent, approved, renewed, in any order. After each step every filed heir is
the version of the standard that it names, with its own local places, and its newest draft is what
the standard says now with those of its draft.
"""

import json
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.choices import Role
from guides.document.inheriting import INHERITED, LOCAL_FIELDS
from guides.models import GuidePage, SharedPart
from moderation.errors import DecisionRefused, SubmissionRefused
from moderation.models import Submission
from moderation.renew import renew
from moderation.submit import submit
from publication.models import FiledPart, PartChange, PublishedVersion
from publication.shared_parts.batch import file_all
from publication.shared_parts.preparing import prepare, send
from publication.shared_parts.standards import propose
from tests.factories import guide_page, person
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import act, approver, save_draft
from tests.publication.part_samples import approve_change, draft_of, window_data
from tests.publication.standard_samples import (
    ALL_REASONS,
    district,
    heir,
    revise,
    rows,
    sections,
    standard,
)

pytestmark = pytest.mark.django_db
PHONES = st.sampled_from(["0599-1", "0599-2", "0599-3"])
YEARS = st.sampled_from(["3年", "5年", "10年", "长期"])
NUMBERS = st.integers(0, 1)
EXAMPLES = settings(
    max_examples=3,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Inheriting(RuleBasedStateMachine):
    """A standard guide, its heirs and its changes that cross; a test sets the people."""

    people = keeper = None

    def __init__(self):
        super().__init__()
        # Examples share a transaction: each has a guide and districts of its own.
        guide = guide_page(self.people.department, owner=self.people.compiler, title="标准")
        self.people = SimpleNamespace(**{**vars(self.people), "guide": guide})
        self.part = standard(self.people)
        slugs = (f"{guide.code}-a", f"{guide.code}-b")
        self.places = [district(self.people, slug) for slug in slugs]
        self.phones = ["0599-0", "0599-0"]
        self.pages = [heir(place, phone="0599-0") for place in self.places]
        self.filed = {}

    @rule(validity=YEARS)
    def the_standard_is_filed_anew(self, validity):
        try:
            revise(self.people, validity)
        except SubmissionRefused:
            return

    @rule()
    def its_change_is_sent(self):
        change = propose(self.part)
        if change is not None:
            prepare(send(change, self.keeper))

    @rule()
    def its_change_is_approved(self):
        for change in PartChange.objects.filter(part=self.part, state="in_review"):
            approve_change(change, self.people)

    @rule()
    def the_batch_files(self):
        for change in PartChange.objects.filter(part=self.part, state="filing"):
            file_all(change)

    @rule(number=NUMBERS, phone=PHONES)
    def an_heir_is_edited(self, number, phone):
        window = rows("service_points", window_data(name="区政务服务中心", phone=phone))
        page, place = self.pages[number], self.places[number]
        save_draft(page, place.compiler, sections=sections(window), change_note="换号码")
        self.phones[number] = phone

    @rule(number=NUMBERS)
    def an_heir_is_sent(self, number):
        try:
            submit(self.pages[number], self.places[number].compiler, reasons=ALL_REASONS)
        except SubmissionRefused:
            return

    @rule(number=NUMBERS)
    def the_stages_approve_an_heir(self, number):
        place = self.places[number]
        for submission in Submission.objects.in_review().filter(page=self.pages[number]):
            try:
                while submission.is_open:
                    submission = act(submission, approver(place, submission))
            except DecisionRefused:
                renew(submission, place.compiler)

    @invariant()
    def a_filed_heir_is_its_standard_as_approved_plus_its_own(self):
        codes = [page.code for page in self.pages]
        for row in PublishedVersion.objects.filter(code__in=codes, kind="guide"):
            data = json.loads(row.text)
            versions = {one.version: json.loads(one.text) for one in self.part.versions.all()}
            said = [one for one in versions.values() if one["standard"] == data["standard"]]
            assert len(said) == 1
            self.is_said_by(said[0], data)
            assert self.filed.setdefault((row.code, row.version), row.text) == row.text

    @invariant()
    def the_table_of_uses_names_what_is_filed(self):
        for use in FiledPart.objects.filter(part=self.part):
            newest = PublishedVersion.objects.filter(code=use.code, kind="guide")
            said = json.loads(newest.latest("version").text)["standard"]
            text = self.part.versions.get(version=use.version).text
            assert json.loads(text)["standard"] == said

    @invariant()
    def a_draft_is_what_the_standard_says_now_plus_its_own(self):
        part = SharedPart.objects.get(pk=self.part.pk)
        for page, phone in zip(self.pages, self.phones, strict=True):
            data = draft_of(GuidePage.objects.get(pk=page.pk)).model_dump(mode="json")
            self.is_said_by(part.data, data)
            assert data["service_points"][0]["phone"] == phone

    def is_said_by(self, said, data):
        own = {section: {} for section, _name in LOCAL_FIELDS}
        for section, name in LOCAL_FIELDS:
            own[section][name] = data[section][name]
        for name in INHERITED:
            wanted = {**said[name], **own[name]} if name in own else said[name]
            assert data[name] == wanted, name


class TestStandards(TestCase):
    """Runs the machine inside a transaction that is rolled back."""

    @pytest.fixture(autouse=True)
    def _people(self, city):  # noqa: F811
        self.people = city

    def test_whatever_crosses_an_heir_says_its_standard_plus_its_own(self):
        Inheriting.people = self.people
        Inheriting.keeper = person(Role.COMPILER, self.people.department)
        run_state_machine_as_test(Inheriting, settings=EXAMPLES)
