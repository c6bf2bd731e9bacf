"""Parts, overrides and reviews crossing at random: what is filed is what was approved, to the byte.

Two parts and three filed guides, two of which say the phone in their own way; a draft joins,
detaches, overrides; Submissions, changes of parts, and changes that make guides the same go through
their stages in any order. Before and after each step everything filed and everything in
review is compared: only filing adds a version, and its text is what its approval named.
"""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.choices import Role
from guides.document import sha256_hex
from guides.document.shareable import rows_at
from guides.models import SharedPart
from guides.shared_parts.resolving import texts_of
from moderation.errors import DecisionRefused, SubmissionRefused
from moderation.models import Submission
from moderation.renew import renew
from moderation.submit import submit
from publication.models import FiledPart, PartChange, PartChangeItem, PublishedVersion
from publication.shared_parts.alike import Alike, make_alike
from publication.shared_parts.batch import file_all
from publication.shared_parts.deciding import give_up
from publication.shared_parts.preparing import prepare, send
from tests.factories import guide_page, person
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import REASONS, act, approve_all, approver, save_draft
from tests.publication.part_samples import (
    approve_change,
    changed,
    row_of,
    sections,
    window,
    window_data,
)

pytestmark = pytest.mark.django_db
PHONES = st.sampled_from(["0599-1", "0599-2", "0599-3"])
NUMBERS = st.integers(0, 2)
EXAMPLES = settings(
    max_examples=4,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Crossing(RuleBasedStateMachine):
    """Drafts, Submissions and part changes that cross; a test sets the people."""

    people = keeper = None

    def __init__(self):
        super().__init__()
        self.parts = [window(self.people.department, name=f"窗口{n}") for n in range(2)]
        self.guides = [
            guide_page(self.people.department, owner=self.people.compiler, change_note="首次")
            for _ in range(3)
        ]
        for number, guide in enumerate(self.guides):
            own = {"phone": "0599-2"} if number else {}
            row = row_of(self.parts[0], **own)
            save_draft(guide, self.people.compiler, sections=sections(row))
            approve_all(self.people, submit(guide, self.people.compiler, reasons=REASONS))
        self.filed = {}
        self.frozen = {}

    def part(self, number):
        return SharedPart.objects.get(pk=self.parts[number % 2].pk)

    @rule(guide=NUMBERS, part=NUMBERS, phone=st.none() | PHONES)
    def draft_follows_a_part(self, guide, part, phone):
        own = {"phone": phone} if phone else {}
        page = self.guides[guide]
        save_draft(page, self.people.compiler, sections=sections(row_of(self.part(part), **own)))

    @rule(guide=NUMBERS, phone=PHONES)
    def draft_is_detached(self, guide, phone):
        row = window_data(phone=phone)
        save_draft(self.guides[guide], self.people.compiler, sections=sections(row))

    @rule(guide=NUMBERS)
    def guide_is_sent(self, guide):
        try:
            submit(self.guides[guide], self.people.compiler, reasons=REASONS)
        except SubmissionRefused:
            return

    @rule(guide=NUMBERS)
    def stage_approves(self, guide):
        rows = Submission.objects.in_review().filter(page=self.guides[guide])
        for submission in rows:
            try:
                act(submission, approver(self.people, submission))
            except DecisionRefused:
                renew(submission, self.people.compiler)

    @rule(part=NUMBERS, phone=PHONES)
    def part_change_is_sent(self, part, phone):
        part = self.part(part)
        if PartChange.objects.filter(part=part, state__in=PartChange.OPEN).exists():
            return
        data = window_data(name=part.name, phone=phone)
        if data != part.data:
            changed(part, self.keeper, data)

    @rule(part=NUMBERS, guides=st.sets(NUMBERS, min_size=1), everywhere=st.booleans())
    def guides_are_made_alike(self, part, guides, everywhere):
        part = self.part(part)
        if PartChange.objects.filter(part=part, state__in=PartChange.OPEN).exists():
            return
        codes = [self.guides[guide].code for guide in guides]
        draft = make_alike(part, self.keeper, Alike(["phone"], codes, everywhere), "统一号码")
        try:
            prepare(send(draft, self.keeper))
        except ValidationError:
            give_up(draft, self.keeper)

    @rule(part=NUMBERS)
    def part_change_is_approved(self, part):
        part = self.part(part)
        for change in PartChange.objects.filter(part=part, state="in_review"):
            approve_change(change, self.people)

    @rule(part=NUMBERS)
    def batch_files(self, part):
        part = self.part(part)
        for change in PartChange.objects.filter(part=part, state="filing"):
            file_all(change)

    @invariant()
    def what_was_filed_or_frozen_never_changes(self):
        codes = [page.code for page in self.guides]
        for row in PublishedVersion.objects.filter(code__in=codes, kind="guide"):
            key = row.code, row.version
            if key not in self.filed:
                self.is_what_was_approved(row)
            assert self.filed.setdefault(key, row.text) == row.text
        for row in Submission.objects.filter(code__in=codes):
            assert self.frozen.setdefault(row.pk, row.guide_text) == row.guide_text
            assert row.is_intact

    def is_what_was_approved(self, row):
        """Check a new version: its Submission's text, or the hash that a change approved."""
        if row.submission_id:
            assert row.text == row.submission.guide_text
            assert row.submission.decisions.filter(sha256=row.submission.sha256).count() == 4
        else:
            item = PartChangeItem.objects.get(code=row.code, version=row.version)
            assert item.guide_sha256 == sha256_hex(row.text)
            assert item.filing_no == row.filing_no

    @invariant()
    def filed_guides_equal_their_parts_plus_their_own(self):
        for use in FiledPart.objects.filter(code__in=[page.code for page in self.guides]):
            newest = PublishedVersion.objects.filter(code=use.code, kind="guide")
            data = json.loads(newest.order_by("-version").first().text)
            reference = use.part.key, use.version
            was = texts_of([], {reference})[reference]
            (row,) = rows_at(data, use.rows)
            for name in use.part.shareable.fields:
                assert (row[name] == was[name]) != (f",{name}," in use.overridden)


class TestParts(TestCase):
    """Runs the machine inside a transaction that is rolled back."""

    @pytest.fixture(autouse=True)
    def _people(self, city):  # noqa: F811
        self.people = city

    def test_whatever_crosses_what_is_filed_was_approved(self):
        Crossing.people = self.people
        Crossing.keeper = person(Role.COMPILER, self.people.department)
        run_state_machine_as_test(Crossing, settings=EXAMPLES)
