"""Random lives: whatever people, dates and departments do to a guide, what must hold holds."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides.document import canonical_json
from publication import states
from publication.due import apply_due
from publication.filing import cut_guide, cut_manual, publish
from publication.life import rebuild
from publication.models import PublicState, PublishedVersion
from tests.factories import DepartmentFactory
from tests.publication.filing_samples import guide_document, manual_document

pytestmark = [pytest.mark.django_db, pytest.mark.city]

CODE = "scjg-000131001000-01"
DAYS = st.integers(0, 4)
DEEDS = st.one_of(
    st.tuples(st.just("file"), DAYS, st.none() | DAYS, st.booleans(), st.booleans()),
    st.tuples(st.just("correct")),
    st.tuples(st.just("suspend"), st.none() | DAYS),
    st.tuples(st.just("resume")),
    st.tuples(st.just("transfer"), st.booleans()),
    st.tuples(st.just("days pass"), st.integers(1, 6)),
    st.tuples(st.just("abolish")),
)


class Life:
    """A guide's life on a clock of its own."""

    def __init__(self, set_clock, departments):
        self.set_clock, self.departments = set_clock, departments
        self.today, self.versions = date(2026, 12, 29), 0
        self.go_to(self.today)

    def go_to(self, day):
        """Let it be another day, on which the relay has run."""
        self.today = day
        self.set_clock(f"{day.isoformat()} 10:00")
        apply_due()

    def live(self, deed, *given):
        """Let one thing happen, if the guide's state allows it."""
        with suppress(ValidationError), transaction.atomic():
            getattr(self, f"_{deed.replace(' ', '_')}")(*given)

    def _file(self, ahead, lasts, with_manual, is_changed):
        self.versions += is_changed
        effective_on = self.today + timedelta(days=ahead)
        cuts = [cut_guide(canonical_json(guide_document(f"第{self.versions}稿")))]
        if with_manual:
            manual = manual_document(preface=f"第{self.versions}稿")
            cuts.append(cut_manual(canonical_json(manual)))
        ends = None if lasts is None else effective_on + timedelta(days=lasts)
        self._publish(cuts, effective_on, ends)

    def _correct(self):
        self.versions += 1
        cut = cut_guide(canonical_json(guide_document(f"第{self.versions}稿")))
        self._publish([cut], self.today, None, correction=True)

    def _publish(self, cuts, effective_on, expires_on, **more):
        envelope = {
            "filed_on": self.today,
            "published_on": self.today,
            "effective_on": effective_on,
            "expires_on": expires_on,
        }
        publish(CODE, cuts, envelope, number=lambda: "x", **more)

    def _suspend(self, days):
        until = None if days is None else self.today + timedelta(days=days)
        states.suspend(CODE, None, "原因", until)

    def _resume(self):
        states.resume(CODE, None)

    def _transfer(self, back):
        states.transfer([CODE], *(self.departments[:: -1 if back else 1]))

    def _days_pass(self, days):
        self.go_to(self.today + timedelta(days=days))

    def _abolish(self):
        states.abolish(CODE, None, "依据已经废止")


def assert_sound(life):
    """Hold the states against the log, the manual against its guide, the versions against both."""
    assert rebuild.verify() == {}
    rows = {row.kind: row for row in PublicState.objects.select_related("current")}
    if not rows:
        return
    guide = rows["guide"]
    assert all(row.due_on is None or row.due_on > life.today for row in rows.values())
    if guide.state in ("suspended", "abolished"):
        assert {row.state for row in rows.values()} <= {guide.state, "expired"}
    if guide.state == "current":
        assert guide.current.effective_on <= life.today
        assert (guide.reason, guide.until) == ("", None)
    newest = PublishedVersion.objects.filter(kind="guide").order_by("-version").first()
    assert guide.newest_version == newest.version


def assert_can_be_in_force(life):
    """Bring the guide into force by what people may do, unless it has been abolished."""
    if PublicState.objects.filter(state="abolished").exists():
        return
    life.live("resume")
    life.live("file", 0, None, False, True)
    assert PublicState.objects.get(kind="guide").state == "current"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=14))
def test_whatever_happens_states_follow_from_the_log_and_people_can_go_on(set_clock, deeds):
    with transaction.atomic():
        names = (("scjg", "市场监督管理局"), ("rsj", "人社局"))
        life = Life(set_clock, [DepartmentFactory(slug=slug, name=name) for slug, name in names])

        for deed in deeds:
            life.live(*deed)
            assert_sound(life)
        assert_can_be_in_force(life)

        transaction.set_rollback(True)
