"""An office of people with two guides and a clock of its own, and what must hold of it always."""

from contextlib import suppress
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from core.choices import Role
from core.granting import delegations
from core.models import Delegation
from moderation.batches.deciding import decide_many, note_opened
from moderation.batches.sending import send_batch
from moderation.batches.withdrawing import withdraw_batch
from moderation.choices import Verdict
from moderation.decide import decide
from moderation.handing_on import hand_on
from moderation.kinds import KINDS
from moderation.models import Batch, Decision, Submission
from moderation.submit import Change, submit
from moderation.withdraw import withdraw
from publication import proposals, states
from publication.due import apply_due
from publication.models import Event, PublicState, PublishedVersion, StateProposal
from tests.factories import guide_page, person
from tests.moderation.steps import REASONS, checked_for_secrets, every_point, save_draft


class Office:
    """Two guides, six people, and a clock of its own."""

    def __init__(self, set_clock, city):
        self.set_clock, self.city, self.saved = set_clock, city, 0
        facts = {"summary": "开饭店", "change_note": "按新办法改写", "owner": city.compiler}
        self.pages = [city.guide, guide_page(city.department, title="小作坊登记", **facts)]
        second = person(Role.COMPLIANCE_REVIEWER, username="second")
        self.people = [
            *(city.compiler, city.reviewer, city.formal, city.compliance, city.filing, second)
        ]
        roles = (Role.FORMAL_REVIEWER, Role.COMPLIANCE_REVIEWER, Role.FILING_OFFICER)
        self.spares = [person(Role.DEPARTMENT_REVIEWER, city.department), *map(person, roles)]
        self.operators = [person(Role.OPERATOR, username=f"operator-{n}") for n in range(2)]
        self.go_to(date(2026, 12, 21))

    def go_to(self, day):
        self.today = day
        self.set_clock(f"{day.isoformat()} 10:00")
        apply_due()

    def live(self, deed, *facts):
        """Let one thing happen, if rules and states allow it."""
        with suppress(ValidationError, PermissionDenied), transaction.atomic():
            getattr(self, f"_{deed.replace(' ', '_')}")(*facts)

    def fresh(self, who):
        """Return a person as a new request would see him, with the roles of this moment."""
        return type(self.people[who]).objects.get(pk=self.people[who].pk)

    def _open(self, page):
        return Submission.objects.in_review().filter(page=self.pages[page]).first()

    def _save(self, page, who):
        self.saved += 1
        text = f"第{self.saved}稿"
        save_draft(self.pages[page], self.people[who], summary=text, change_note=text)

    def _submit(self, page, kind):
        change = Change(kind, reason="说明" if kind else "")
        reasons = REASONS | {"conditions": "改"}
        submit(self.pages[page], self.fresh(0), reasons=reasons, change=change)

    def _approve(self, page, by_the_right_one):
        submission = self._open(page)
        if submission is None:
            return
        people = range(len(self.people)) if by_the_right_one else [0]
        for who in people:
            note_opened(submission, self.people[who])
            chosen = [(submission.pk, submission.stage, submission.sha256)]
            if self._decide_many(chosen, who).decided:
                return

    def _decide_many(self, chosen, who):
        given = {"secrecy": checked_for_secrets(), "checked": every_point()}
        return decide_many(chosen, self.fresh(who), Verdict.APPROVED, **given)

    def _return(self, page):
        submission = self._open(page)
        for who in range(len(self.people)) if submission else ():
            with suppress(PermissionDenied), transaction.atomic():
                decide(
                    submission,
                    self.fresh(who),
                    Verdict.RETURNED,
                    stage=submission.stage,
                    sha256=submission.sha256,
                    opinion="请补正",
                )
                return

    def _hand_on(self, page, who, to):
        if submission := self._open(page):
            people = self.fresh(who), self.fresh(to)
            hand_on(submission, *people, stage=submission.stage, reason="出差")

    def _withdraw(self, page):
        if submission := self._open(page):
            withdraw(submission, self.fresh(0))

    def _send_batch(self, days):
        given = {"department": self.city.department, "title": "一批", "opinion": "统一修订"}
        day = self.today + timedelta(days=days) if days else None
        send_batch(self.pages, self.fresh(0), effective_on=day, **given)

    def _decide_batch(self, opened):
        for who in range(6):
            rows = list(Submission.objects.in_review())
            for row in rows if opened else ():
                note_opened(row, self.people[who])
            chosen = [(row.pk, row.stage, row.sha256) for row in rows]
            self._decide_many(chosen, who)

    def _withdraw_batch(self):
        if batch := Batch.objects.filter(withdrawn_at=None).first():
            withdraw_batch(batch, self.fresh(0))

    def _propose(self, page, event):
        proposals.propose([self.pages[page].code], self.fresh(4), event, reason="依据变化")

    def _end_proposal(self, confirmed, who):
        if proposal := StateProposal.objects.filter(ended_at=None).first():
            end = proposals.confirm if confirmed else proposals.refuse
            end(proposal, self.fresh(who))

    def _resume(self, page):
        states.resume(self.pages[page].code, self.fresh(4))

    def _delegate(self, who, stand_in):
        days = {"starts_on": self.today, "ends_on": self.today + timedelta(days=5)}
        facts = {"person": self.people[who], "stand_in": self.people[stand_in], "reason": "出差"}
        delegation = delegations.propose(Delegation(**facts, **days), self.operators[0])
        delegations.confirm(delegation, self.operators[1])

    def _days_pass(self, days):
        self.go_to(self.today + timedelta(days=days))


def assert_sound(office):
    """Hold what is public against the decisions, numbers and events against their order."""
    for version in PublishedVersion.objects.select_related("submission"):
        submission = version.submission
        decisions = Decision.objects.filter(submission=submission, verdict=Verdict.APPROVED)
        stages = {one.stage for one in decisions}
        assert stages == set(KINDS[submission.kind].stages)
        assert {one.sha256 for one in decisions} == {submission.sha256}
        assert submission.is_intact and version.sha256 == submission.guide_sha256
        people = [one.decided_by_id for one in decisions]
        assert len(set(people)) == len(people)
        assert not set(people) & (submission.editor_ids | {submission.submitted_by_id})
    numbers = PublishedVersion.objects.order_by("seq").values_list("filing_no", flat=True)
    by_year = {}
    for number in numbers:
        year, place = number.split("〔")[1].split("〕")
        by_year.setdefault(year, []).append(int(place.rstrip("号")))
    assert all(places == list(range(1, len(places) + 1)) for places in by_year.values())
    seqs = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    for submission in Submission.objects.all():
        open_tasks = submission.tasks.filter(ended_at=None)
        assert [one.stage for one in open_tasks] == [submission.stage] * submission.is_open


def assert_can_go_on(office):
    """Bring every guide that is not abolished into force, by what people may do."""
    for proposal in StateProposal.objects.filter(ended_at=None):
        proposals.refuse(proposal, office.fresh(5))
    office.go_to(office.today + timedelta(days=30))  # those away is back
    office.people += office.spares  # nobody decides his own words: others are there
    for page in (0, 1):
        code = office.pages[page].code
        if PublicState.objects.filter(code=code, state="abolished").exists():
            continue
        office.live("withdraw", page)
        for _stage in range(4):
            office.live("return", page)
        office.live("resume", page)
        office.live("save", page, 0)
        office.live("submit", page, "")
        for _stage in range(4):
            office.live("approve", page, True)
        assert PublicState.objects.get(code=code, kind="guide").state == "current"
