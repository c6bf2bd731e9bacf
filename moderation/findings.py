"""What the quality rules find in a Submission, and what became of what they found before."""

import json
from dataclasses import dataclass

from django.utils.functional import Promise

from guides.choices import DocumentKind
from moderation.comparing.sections import COVER, COVER_FIELDS, MANUAL_PREFIX, label_of
from moderation.models import Submission
from quality.choices import Severity
from quality.drafts import DraftFinding, is_of_the_guide
from quality.models import Waiver
from quality.rule import RULES
from quality.rule_book import rule_book


@dataclass(frozen=True)
class SeenFinding:
    """A finding (质检结果) beside the section that it lies in; `waiver` when it is waived."""

    kind: str
    rule: str
    severity: str
    message: str
    section: str
    waiver: Waiver | None = None

    @property
    def label(self) -> str:
        """The section in words."""
        return label_of(self.section)

    @property
    def rule_title(self) -> str | Promise:
        """What the rule looks for."""
        return RULES[self.rule].title if self.rule in RULES else ""


@dataclass(frozen=True)
class SubmissionFindings:
    """The findings of a Submission: those that stand, those waived, how many were mended."""

    here: tuple[SeenFinding, ...]
    waived: tuple[SeenFinding, ...]
    mended: int

    @property
    def errors(self) -> int:
        """How many errors stand."""
        return sum(one.severity == Severity.ERROR for one in self.here)

    @property
    def reminders(self) -> int:
        """How many reminders stand."""
        return sum(one.severity == Severity.WARNING for one in self.here)

    @property
    def waivers(self) -> tuple[SeenFinding, ...]:
        """One finding of each waiver: it excuses all that its rule finds in a text."""
        return tuple({(one.kind, one.rule): one for one in self.waived}.values())


def findings_of_submission(
    submission: Submission, before: Submission | None = None
) -> SubmissionFindings:
    """Return the SubmissionFindings of the frozen texts; `before` is the round before, or None."""
    waivers = Waiver.objects.filter(code=submission.code, withdrawn_at=None).select_related("by")
    held = {(one.kind, one.rule): one for one in waivers}
    found = [_seen(one, held) for one in raw_findings(submission)]
    now = {_identity(one) for one in found}
    was = {_identity(_seen(one, {})) for one in raw_findings(before)} if before else set()
    return SubmissionFindings(
        tuple(one for one in found if one.waiver is None),
        tuple(one for one in found if one.waiver),
        len(was - now),
    )


def raw_findings(submission: Submission) -> list[DraftFinding]:
    """Return the DraftFindings of a Submission's texts, but for hints, errors first."""
    book = rule_book()
    guide = json.loads(submission.guide_text)
    found = [DraftFinding(DocumentKind.GUIDE, one) for one in book.check(guide, book.terms())]
    if submission.manual_text:
        manual = json.loads(submission.manual_text)
        checked = book.check(manual, book.terms(counterpart=guide))
        found += [
            DraftFinding(DocumentKind.MANUAL, one) for one in checked if not is_of_the_guide(one)
        ]
    kept = [one for one in found if one.finding.severity != Severity.INFO]
    return sorted(kept, key=lambda one: not one.is_error)


def _seen(one, waivers):
    prefix = MANUAL_PREFIX if one.kind == DocumentKind.MANUAL else ""
    first = one.finding.section
    return SeenFinding(
        one.kind,
        one.finding.rule,
        one.finding.severity,
        one.finding.message,
        prefix + (COVER if first in COVER_FIELDS or not first else first),
        waivers.get((one.kind, one.finding.rule)),
    )


def _identity(one):
    return one.kind, one.rule, one.section, one.message
