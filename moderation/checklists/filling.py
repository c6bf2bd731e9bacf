"""The checklist of one Submission: which points a machine checked, which a person must."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.texts.json_text import json_text
from moderation.checklists.shipped import SECRECY, SHIPPED, Point
from moderation.choices import ReviewStage, Verdict
from moderation.errors import ChecklistChanged, PointsOpen
from moderation.findings import SubmissionFindings, findings_of_submission
from moderation.models import Checklist, Decision, Submission
from moderation.secrecy import Secrecy
from quality.choices import Severity
from quality.rule import RULES
from quality.rule_book import rule_book

NEEDS_MANUAL = "L24"
"""The rule that compares guide and manual, and so sees nothing without a manual."""
MACHINE, PERSON = "machine", "person"
FINGERPRINT = 16


@dataclass(frozen=True)
class SeenPoint:
    """A point for one Submission; `findings` are the sentences of what the machine found."""

    key: str
    label: str | Promise
    by_machine: bool = False
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenChecklist:
    """The points of a stage for one Submission; `version` is 0 for the checklist by default."""

    points: tuple[SeenPoint, ...] = ()
    version: int = 0

    @property
    def checked_by_machine(self) -> int:
        """How many points need no person."""
        return sum(point.by_machine for point in self.points)

    @property
    def fingerprint(self) -> str:
        """Which points a person saw, whatever of them the machine has checked meanwhile."""
        return fingerprint_of(self.points)

    def still_open(self, checked: Collection[str]) -> list[SeenPoint]:
        """Return the points that neither a machine nor `checked` (keys) has seen to."""
        return [one for one in self.points if not one.by_machine and one.key not in checked]

    def frozen(self, checked: Collection[str]) -> dict[str, Any]:
        """Return what a Decision keeps: each point in words, and who checked it (None: nobody)."""
        return {
            "version": self.version,
            "points": [
                {
                    "key": point.key,
                    "label": str(point.label),
                    "by": MACHINE if point.by_machine else PERSON if point.key in checked else None,
                    "findings": list(point.findings),
                }
                for point in self.points
            ],
        }


def fingerprint_of(points: Iterable[Point | SeenPoint]) -> str:
    """Return the SHA-256 of what points say, shortened; empty for no points."""
    lines = [[point.key, str(point.label)] for point in points]
    return sha256(json_text(lines).encode()).hexdigest()[:FINGERPRINT] if lines else ""


def outline_of(guide_text: str) -> tuple[str, int]:
    """Return (key, version) of the outline that the text of a guide follows."""
    outline = json.loads(guide_text).get("outline") or {}
    return outline.get("key", ""), outline.get("version", 0)


def kept_checklists(stages: Collection[str]) -> list[Checklist]:
    """Return the checklists of the admin for these stages, with their points and outlines."""
    kept = Checklist.objects.filter(stage__in=stages, is_active=True)
    return list(kept.select_related("outline").prefetch_related("points"))


def points_of(
    stage: str,
    outline_key: str = "",
    outline_version: int = 0,
    kept: Iterable[Checklist] | None = None,
) -> tuple[tuple[Point, ...], int]:
    """Return (points, version) of a stage's checklist for a guide of this outline.

    The checklist made for this version of the outline counts, else for the one before it, else the
    one for all outlines, else the one by default. `kept` are the `kept_checklists`, if at hand.
    """
    if stage not in SHIPPED:
        return (), 0
    newest = max(
        (
            one
            for one in (kept_checklists([stage]) if kept is None else kept)
            if one.stage == stage and _is_for(one, outline_key, outline_version)
        ),
        key=lambda one: (one.outline.version if one.outline else 0, one.pk),
        default=None,
    )
    if newest is None:
        return SHIPPED[stage], 0
    points = [Point(one.key, one.label, tuple(one.rules.split())) for one in newest.points.all()]
    return tuple(points), newest.version


def _is_for(checklist, key, version):
    outline = checklist.outline
    return outline is None or (outline.key == key and outline.version <= version)


def checklist_of(
    submission: Submission, findings: SubmissionFindings | None = None
) -> SeenChecklist:
    """Return the SeenChecklist of a Submission at its stage; empty where a stage has none.

    `findings` are its SubmissionFindings where they are at hand.
    """
    if submission.stage not in SHIPPED:
        return SeenChecklist()
    points, version = points_of(submission.stage, *outline_of(submission.guide_text))
    found = _by_rule(findings or findings_of_submission(submission))
    able = _able_rules(submission)
    return SeenChecklist(tuple(_seen(point, found, able) for point in points), version)


def _seen(point, found, able):
    findings = tuple(message for rule in point.rules for message in found.get(rule, ()))
    sees_all = bool(point.rules) and able.issuperset(point.rules)
    return SeenPoint(point.key, point.label, sees_all and not findings, findings)


def _by_rule(findings):
    """Return {rule: [message]}; a waived finding is still one that a person looks at."""
    found = {}
    for one in (*findings.here, *findings.waived):
        found.setdefault(one.rule, []).append(one.message)
    return found


def _able_rules(submission):
    """Return the rules whose silence says that all is well: on, more than hints, with all texts."""
    book = rule_book()
    able = {
        name
        for name, rule in RULES.items()
        if name not in book.switched_off
        and book.severities.get(name, rule.severity) != Severity.INFO
    }
    return able if submission.manual_text else able - {NEEDS_MANUAL}


def check_points(
    decision: Decision,
    submission: Submission,
    checked: Collection[str],
    secrecy: Secrecy | None,
    points_seen: str | None = None,
) -> None:
    """Put the checklist into a Decision; raise PointsOpen for an approval that leaves one open.

    `points_seen` is the fingerprint of the points on the person's screen: an approval raises
    ChecklistChanged where there are others by now. None: nobody says which these were.
    """
    checklist = checklist_of(submission)
    is_approved = decision.verdict == Verdict.APPROVED
    if is_approved and points_seen is not None and points_seen != checklist.fingerprint:
        raise ChecklistChanged
    if not checklist.points:
        return
    left = checklist.still_open(checked)
    if is_approved and left:
        raise PointsOpen([str(point.label) for point in left])
    decision.checklist = checklist.frozen(checked)
    if submission.stage == ReviewStage.COMPLIANCE:
        decision.checklist["points"].append(_secrecy_point(decision, secrecy))


def _secrecy_point(decision, secrecy):
    """Return the point that no checklist leaves out: who looked for secrets, and when."""
    name, day = secrecy or ("", None)
    is_done = decision.verdict == Verdict.APPROVED and name and day
    return {
        "key": SECRECY,
        "label": str(_("Checked for secrets")),
        "by": PERSON if is_done else None,
        "findings": [],
        "name": name.strip(),
        "day": day.isoformat() if day else "",
    }
