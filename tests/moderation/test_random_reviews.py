"""The life of guides in review as a state machine: whatever people and days do, it stays sound."""

import os
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.audit.chain import chain
from core.audit.models import AuditEntry
from core.audit.verify import verify
from moderation.models import Submission
from publication.choices import EventType
from publication.life import rebuild
from publication.models import Event
from tests.moderation.office import Office, assert_can_go_on, assert_sound

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("RANDOM_REVIEWS") or 0)
"""As many random lives; 0 takes the same ones each time, as CI does."""
LIVES, STEPS, LEAST_STEPS = 27, 80, 2000
PAGE, WHO = st.integers(0, 1), st.integers(0, 5)
KIND = st.sampled_from(["", "correct", "urgent", "amend"])


class LifeOfGuides(RuleBasedStateMachine):
    """Two guides whose people edit, send, decide, stand in and hand on while days pass."""

    done = Counter()

    def __init__(self, set_clock, city):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.office = Office(set_clock, city)

    def live(self, deed, *facts):
        """Let a deed happen, if rules and states allow it."""
        self.done[deed] += 1
        self.office.live(deed, *facts)

    @rule(page=PAGE, who=WHO)
    def save(self, page, who):
        self.live("save", page, who)

    @rule(page=PAGE, kind=KIND)
    def submit(self, page, kind):
        self.live("submit", page, kind)

    @rule(page=PAGE, by_the_right_one=st.sampled_from([True, True, True, False]))
    def approve(self, page, by_the_right_one):
        self.live("approve", page, by_the_right_one)

    @rule(page=PAGE)
    def send_back(self, page):
        self.live("return", page)

    @rule(page=PAGE)
    def withdraw(self, page):
        self.live("withdraw", page)

    @rule(days=st.integers(0, 5))
    def send_batch(self, days):
        self.live("send batch", days)

    @rule(opened=st.booleans())
    def decide_batch(self, opened):
        self.live("decide batch", opened)

    @rule()
    def withdraw_batch(self):
        self.live("withdraw batch")

    @rule(page=PAGE, event=st.sampled_from(["suspended", "suspended", "abolished"]))
    def propose(self, page, event):
        self.live("propose", page, event)

    @rule(confirmed=st.booleans(), who=WHO)
    def end_proposal(self, confirmed, who):
        self.live("end proposal", confirmed, who)

    @rule(page=PAGE)
    def resume(self, page):
        self.live("resume", page)

    @rule(who=WHO, stand_in=WHO)
    def delegate(self, who, stand_in):
        self.live("delegate", who, stand_in)

    @rule(page=PAGE, who=WHO, to=WHO)
    def hand_on(self, page, who, to):
        self.live("hand on", page, who, to)

    @rule(days=st.integers(1, 9))
    def days_pass(self, days):
        self.live("days pass", days)

    @invariant()
    def one_piece_of_a_guide_is_in_review(self):
        pages = list(Submission.objects.in_review().values_list("page_id", flat=True))
        assert len(pages) == len(set(pages))

    def teardown(self):
        try:
            assert_sound(self.office)
            assert_can_go_on(self.office)
            assert_sound(self.office)
            assert_written_down()
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)


def assert_written_down():
    """Hold the audit log and the rebuilt states against the events."""
    chain()
    assert verify().is_sound
    assert rebuild.verify() == {}
    acts = [f"publication.{event}" for event in EventType.values]
    assert AuditEntry.objects.filter(act__in=acts).count() == Event.objects.count()


def test_whatever_people_do_what_is_public_was_approved_and_the_log_is_whole(set_clock, city):
    LifeOfGuides.done.clear()

    run_state_machine_as_test(
        lambda: LifeOfGuides(set_clock, city),
        settings=settings(
            max_examples=EXAMPLES or LIVES,
            stateful_step_count=STEPS,
            derandomize=not EXAMPLES,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert LifeOfGuides.done.total() >= LEAST_STEPS
    assert min(LifeOfGuides.done.values()) > 0
