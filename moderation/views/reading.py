"""Everything that the review screen says of a Submission."""

import json
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise, cached_property

from core.access.scope import scope_of
from guides.models import GuidePage
from moderation.choices import ReviewStage
from moderation.comparing import baseline
from moderation.comparing.changes import changes_of_both
from moderation.comparing.last_time import returned_before, seen_before
from moderation.comparing.sections import COVER, OUTLINE, sections_of
from moderation.decide import involvement
from moderation.freshness import newer_draft
from moderation.models import OutsideOpinion, Submission
from moderation.obstacles import CLOSING, why_closed
from moderation.rules import can_submit, objection


@dataclass(frozen=True)
class Panel:
    """One changed section on the screen, with the reason that the compiler gave."""

    key: str
    label: str
    fields: list
    reason: str
    seen: bool
    choice: object = None
    reason_field: object = None


@dataclass(frozen=True)
class StageMark:
    """One stage in the stage line: done, current, or still to come."""

    number: int
    label: str | Promise
    mark: str
    decision: object = None


class ReadSubmission:
    """A Submission as its readers see it: changes, stages, opinions, and what they may do."""

    def __init__(self, submission, user):
        self.submission = submission
        self.user = user

    @cached_property
    def base(self):
        """The filed version that it is compared with."""
        return baseline.of(self.submission)

    @cached_property
    def _texts(self):
        submission = self.submission
        manual = json.loads(submission.manual_text) if submission.manual_text else None
        return json.loads(submission.guide_text), manual

    @cached_property
    def panels(self):
        """The changed sections of guide and manual."""
        guide, manual = self._texts
        changes = changes_of_both(self.base.guide, guide, self.base.manual, manual)
        reasons = self.submission.reasons
        return [
            Panel(one.key, one.label, one.fields, reasons.get(one.key, ""), one.key in self.seen)
            for one in changes
        ]

    def panels_with(self, form):
        """Return the panels with the fields of a form, which knows the sections as submitted."""
        form.add_sections(panel.key for panel in self.panels)
        return [
            Panel(
                *(panel.key, panel.label, panel.fields, panel.reason, panel.seen),
                form[f"choice-{panel.key}"],
                form[f"reason-{panel.key}"],
            )
            for panel in self.panels
        ]

    @cached_property
    def places(self):
        """How many places changed."""
        return sum(len(panel.fields) for panel in self.panels)

    @cached_property
    def unchanged(self):
        """Labels of the sections that are as they were filed, those that say something."""
        changed = {panel.key for panel in self.panels}
        return [
            section.label
            for data in filter(None, self._texts)
            for section in sections_of(data).values()
            if section.key not in changed and not section.key.endswith((COVER, OUTLINE))
        ]

    @cached_property
    def stages(self):
        """The stage line."""
        submission = self.submission
        decided = {decision.stage: decision for decision in self.decisions}
        marks = []
        for number, stage in enumerate(ReviewStage, start=1):
            decision = decided.get(stage)
            mark = decision.verdict if decision else "waiting"
            if submission.is_open and stage == submission.stage:
                mark = "current"
            marks.append(StageMark(number, stage.label, mark, decision))
        return marks

    @cached_property
    def outside_opinions(self):
        """What was answered from outside about this text."""
        rows = OutsideOpinion.objects.filter(invitation__submission=self.submission)
        return list(rows.select_related("invitation"))

    @cached_property
    def decisions(self):
        """The decisions so far."""
        prefetch_related_objects([self.submission], "decisions")
        return list(self.submission.decisions.all())

    @cached_property
    def earlier(self):
        """The Submission of this guide that was returned last before, or None."""
        return returned_before(self.submission)

    @cached_property
    def earlier_decisions(self):
        """What was said about the Submission that was returned last."""
        if self.earlier is None:
            return []
        prefetch_related_objects([self.earlier], "decisions")
        return list(self.earlier.decisions.all())

    @cached_property
    def seen(self):
        """Keys of sections that this stage has seen unchanged and found fine."""
        return seen_before(self.submission, self.earlier)

    @cached_property
    def newer(self):
        """A later Submission of the same guide, or None."""
        later = Submission.objects.filter(
            page_id=self.submission.page_id, pk__gt=self.submission.pk
        )
        return later.without_texts().last() if not self.submission.is_open else None

    @cached_property
    def has_newer_draft(self):
        """Whether the page says something else by now, while this is in review."""
        return self.submission.is_open and newer_draft(self.submission)

    @cached_property
    def objection(self):
        """The sentence why this person may not decide; None when they may."""
        submission = self.submission
        return objection(
            scope_of(self.user), self.user.pk, submission.stage, involvement(submission)
        )

    @cached_property
    def closed(self):
        """The sentence why this can only be returned, for every reviewer; empty otherwise."""
        if not self.submission.is_open:
            return ""
        page = GuidePage.objects.select_related("situation__item").only(*CLOSING)
        refused = why_closed(page.get(pk=self.submission.page_id))
        return refused.messages[0] if refused else ""

    @property
    def can_decide(self):
        """Whether the form is for this person."""
        return self.submission.is_open and self.objection is None

    @property
    def can_withdraw(self):
        """Whether this person may take it back."""
        return self.submission.is_open and can_submit(
            scope_of(self.user), self.submission.department_id
        )

    @property
    def fingerprint(self):
        """The hash as people compare it: two groups, and the end."""
        sha256 = self.submission.sha256
        return f"{sha256[:4]} {sha256[4:8]} … {sha256[-4:]}"
