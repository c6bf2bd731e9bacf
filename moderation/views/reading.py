"""Everything that the review screen says of a Submission."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise, cached_property

from core.access.scope import scope_of
from core.registries import similar_guides
from guides.models import GuidePage
from moderation.checklists.filling import SeenChecklist, checklist_of
from moderation.choices import ReviewStage
from moderation.comparing import baseline
from moderation.comparing.changes import FieldChange, changes_of_both
from moderation.comparing.last_time import seen_before
from moderation.comparing.rounds import decided_last_at, earlier_rounds, returned_last
from moderation.comparing.sections import (
    COVER,
    MANUAL_PREFIX,
    OUTLINE,
    is_of_manual,
    sections_of,
)
from moderation.comparing.similar import SimilarShown, beside
from moderation.days_left import days_left
from moderation.decide import involvement
from moderation.findings import SubmissionFindings, findings_of_submission
from moderation.forms import AT
from moderation.freshness import newer_draft
from moderation.frozen_authority import names_another, outdated_authority
from moderation.frozen_parts import outdated_parts
from moderation.looking import has_read
from moderation.models import Decision, HandOn, OutsideOpinion, Submission
from moderation.obstacles import CLOSING, RESPONSIBLE, why_closed
from moderation.phrases import phrases_for
from moderation.rules import can_submit, objection

WAIVING = (ReviewStage.FORMAL, ReviewStage.COMPLIANCE)
"""The stages whose reviewers may waive a rule."""


@dataclass(frozen=True)
class ShownChange:
    """One changed place on the screen; `place` names it in the form, `typed` is what was typed."""

    change: FieldChange
    place: str
    typed: str = ""


@dataclass(frozen=True)
class Panel:
    """One changed section on the screen, with the reason that the compiler gave.

    `fields` compare with what is filed, `since` with the round before; `since` is None without
    such a round. `seen` sections were found fine by this stage and have not changed.
    """

    key: str
    label: str
    fields: list
    since: list | None
    reason: str
    seen: bool
    findings: tuple = ()
    phrases: tuple = ()
    choice: object = None
    reason_field: object = None

    @property
    def changed_since(self) -> bool:
        """Whether it changed since the round before."""
        return bool(self.since)


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
    def has_read_all(self) -> bool:
        """Whether this person has read the whole text to its end."""
        return has_read(self.submission, self.user)

    @cached_property
    def base(self) -> baseline.Baseline:
        """The filed version that it is compared with."""
        return baseline.of(self.submission)

    @cached_property
    def _texts(self):
        return _texts_of(self.submission)

    @cached_property
    def panels(self) -> list[Panel]:
        """The changed sections of guide and manual: against what is filed, and since last time."""
        return self.panels_with(None)

    def panels_with(self, form: Any) -> list[Panel]:
        """Return the panels, with the fields of a form where there is one."""
        keys = list(dict.fromkeys([*self._changes, *self._since]))
        if form is not None:
            form.add_sections(keys)
        return [self._panel(key, form) for key in keys]

    def _panel(self, key, form):
        against_filed, since = self._changes.get(key), self._since.get(key)
        return Panel(
            key=key,
            label=(against_filed or since).label,
            fields=self._shown(key, against_filed, form),
            since=self._shown(key, since, form) if self.round else None,
            reason=self.submission.reasons.get(key, ""),
            seen=key in self.seen,
            findings=tuple(one for one in self.findings.here if one.section == key),
            phrases=phrases_for(key),
            choice=form and form[f"choice-{key}"],
            reason_field=form and form[f"reason-{key}"],
        )

    def _shown(self, key, section, form):
        prefix = MANUAL_PREFIX if is_of_manual(key) else ""
        typed = form.data if form is not None and form.is_bound else {}
        return [
            ShownChange(one, prefix + one.pointer, typed.get(f"{AT}{prefix}{one.pointer}", ""))
            for one in (section.fields if section else ())
        ]

    @cached_property
    def _changes(self):
        """The sections that differ from what is filed: {key: SectionChange}."""
        guide, manual = self._texts
        changes = changes_of_both(self.base.guide, guide, self.base.manual, manual)
        return {one.key: one for one in changes}

    @cached_property
    def _since(self):
        """The sections that changed since the round before: {key: SectionChange}."""
        if self.round is None:
            return {}
        guide, manual = self._texts
        old_guide, old_manual = _texts_of(self.round)
        changes = changes_of_both(old_guide, guide, old_manual, manual)
        return {one.key: one for one in changes}

    @cached_property
    def round(self) -> Submission | None:
        """The round before that is compared with: the last one of this stage, else the last."""
        return self._seen_round or self.earlier

    @cached_property
    def _seen_round(self):
        """The last round that this stage decided, or None."""
        return decided_last_at(self.submission.stage, self.rounds)

    @cached_property
    def corrected(self) -> list[Panel]:
        """The panels that changed since the round before."""
        return [panel for panel in self.panels if panel.changed_since]

    @property
    def folded(self) -> int:
        """How many sections are folded, as this stage found them fine before."""
        return sum(panel.seen for panel in self.panels)

    @cached_property
    def days_left(self) -> int | None:
        """The working days left for the stage, or for the correction; None: no limit."""
        return days_left(self.submission)

    @property
    def has_questions(self) -> bool:
        """Whether the guide leads its readers by questions."""
        return bool(self._texts[0]["question_tree"]["questions"])

    @cached_property
    def outdated(self) -> list[str]:
        """The names of the shared parts that have changed since it was frozen."""
        return [one.part.name for one in outdated_parts(self.submission)]

    @cached_property
    def responsible_now(self) -> str:
        """The department that is responsible since a reform, when the text names another one."""
        if not self.submission.is_open:
            return ""
        return outdated_authority(self._texts[0], self._guide_row.department)

    @property
    def must_be_renewed(self) -> bool:
        """Whether it names another department, so that it cannot be filed as it is."""
        return names_another(self._texts[0], self._guide_row.department)

    @cached_property
    def findings(self) -> SubmissionFindings:
        """What the quality rules find in the frozen texts, and what became of them."""
        return findings_of_submission(self.submission, self.round)

    @cached_property
    def checklist(self) -> SeenChecklist:
        """The points of this stage, with what the machine has checked."""
        return checklist_of(self.submission, self.findings)

    @cached_property
    def places(self) -> int:
        """How many places changed."""
        return sum(len(panel.fields) for panel in self.panels)

    @cached_property
    def unchanged(self) -> list[str]:
        """Labels of the sections that are as they were filed, those that say something."""
        changed = self._changes.keys()
        return [
            section.label
            for data in filter(None, self._texts)
            for section in sections_of(data).values()
            if section.key not in changed and not section.key.endswith((COVER, OUTLINE))
        ]

    @cached_property
    def stages(self) -> list[StageMark]:
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
    def outside_opinions(self) -> list[OutsideOpinion]:
        """What was answered from outside about this text."""
        rows = OutsideOpinion.objects.filter(invitation__submission=self.submission)
        return list(rows.select_related("invitation"))

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions so far."""
        prefetch_related_objects([self.submission], "decisions")
        return list(self.submission.decisions.all())

    @cached_property
    def earlier(self) -> Submission | None:
        """The Submission of this guide that was returned last before, or None."""
        return returned_last(self.rounds)

    @cached_property
    def rounds(self) -> list[Submission]:
        """All earlier rounds since the last filed version, the newest first."""
        return earlier_rounds(self.submission)

    @cached_property
    def hand_ons(self) -> list[HandOn]:
        """Who handed it on to whom, at any stage."""
        return list(self.submission.hand_ons.select_related("to"))

    @cached_property
    def similar(self) -> list[SimilarShown]:
        """Filed guides of other departments that are like this one, with what differs."""
        guide = self._texts[0]
        return [beside(guide, one) for one in similar_guides(guide)]

    @cached_property
    def seen(self) -> frozenset[str]:
        """Keys of sections that this stage has seen unchanged and found fine."""
        return seen_before(self.submission, self._seen_round)

    @cached_property
    def newer(self) -> Submission | None:
        """A later Submission of the same guide, or None."""
        later = Submission.objects.filter(
            page_id=self.submission.page_id, pk__gt=self.submission.pk
        )
        return later.without_texts().last() if not self.submission.is_open else None

    @cached_property
    def has_newer_draft(self) -> bool:
        """Whether the page says something else by now, while this is in review."""
        return self.submission.is_open and newer_draft(self.submission)

    @cached_property
    def objection(self) -> str | Promise | None:
        """The sentence why this person may not decide; None when they may."""
        submission = self.submission
        return objection(
            scope_of(self.user), self.user.pk, submission.stage, involvement(submission)
        )

    @cached_property
    def _guide_row(self):
        """The guide with what closes it, and the department that is responsible now."""
        pages = GuidePage.objects.select_related("situation__item", "department")
        return pages.only(*CLOSING, *RESPONSIBLE).get(pk=self.submission.page_id)

    @cached_property
    def closed(self) -> str:
        """The sentence why this can only be returned, for every reviewer; empty otherwise."""
        if not self.submission.is_open:
            return ""
        refused = why_closed(self._guide_row)
        return refused.messages[0] if refused else ""

    @property
    def can_decide(self) -> bool:
        """Whether the form is for this person."""
        return self.submission.is_open and self.objection is None

    @property
    def can_waive(self) -> bool:
        """Whether this person may waive a rule for this guide: the reform office's reviewers."""
        return self.can_decide and self.submission.stage in WAIVING

    @property
    def can_withdraw(self) -> bool:
        """Whether this person may take it back."""
        return self.submission.is_open and can_submit(
            scope_of(self.user), self.submission.department_id
        )

    @property
    def fingerprint(self) -> str:
        """The hash as people compare it: two groups, and the end."""
        sha256 = self.submission.sha256
        return f"{sha256[:4]} {sha256[4:8]} … {sha256[-4:]}"


def _texts_of(submission):
    """Return (guide, manual or None) of a Submission as JSON data."""
    manual = json.loads(submission.manual_text) if submission.manual_text else None
    return json.loads(submission.guide_text), manual
