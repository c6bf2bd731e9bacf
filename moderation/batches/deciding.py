"""Deciding several Submissions that were opened: each in its own transaction, with a report."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.running.retrying import retried
from moderation.choices import Verdict
from moderation.decide import decide
from moderation.errors import DecisionRefused, NotAllowed
from moderation.models import OpenedSubmission, Submission
from moderation.secrecy import Secrecy

NOT_OPENED = _("You have not opened this text. Open it, read it, and decide then.")
MOST = 200
Chosen = tuple[int, str, str] | tuple[int, str, str, str]
"""(submission id, stage, sha256, and where there are points the fingerprint of the checklist)."""


@dataclass
class DecisionReport:
    """What became of each: Submissions that were decided, and (Submission, why) of the others."""

    decided: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def note_opened(submission: Submission, user: Any) -> None:
    """Keep that a person has the text of a Submission on the screen."""
    OpenedSubmission.objects.get_or_create(submission=submission, user=user)


def opened_by(user: Any, submissions: Iterable[Any]) -> set[int]:
    """Return the ids of those Submissions that a person has opened."""
    rows = OpenedSubmission.objects.filter(user=user, submission__in=submissions)
    return set(rows.values_list("submission_id", flat=True))


def decide_many(
    chosen: Sequence[Chosen],
    user: Any,
    verdict: str,
    *,
    opinion: str = "",
    secrecy: Secrecy | None = None,
    checked: Collection[str] = (),
) -> DecisionReport:
    """Decide the chosen Submissions, as they stood on the screen.

    Each is decided by itself by the rules of `decide`; one that is refused holds up no other.
    `opinion`, `secrecy` and the `checked` points go with each of them; a point that is named with
    the fingerprint of a checklist (`of_checklist`) goes with those that this checklist is for.
    """
    report = DecisionReport()
    by_id = Submission.objects.without_texts().in_bulk([pk for pk, *_shown in chosen[:MOST]])
    opened = opened_by(user, by_id)
    facts = {"opinion": opinion, "secrecy": secrecy}
    for pk, stage, sha256, *points in chosen[:MOST]:
        if submission := by_id.get(pk):
            seen = points[0] if points else ""
            shown = {"stage": stage, "sha256": sha256, "points_seen": seen or None}
            shown["checked"] = _keys_of(seen, checked)
            why = _decided(submission, user, verdict, opened, **shown, **facts)
            if why:
                report.refused.append((submission, why))
            else:
                report.decided.append(submission)
    return report


def of_checklist(fingerprint: str, key: str) -> str:
    """Return the name of a point of one checklist among several."""
    return f"{fingerprint}.{key}"


def _keys_of(fingerprint, checked):
    """Return the keys of the checked points of one checklist, and of those named without one."""
    prefix = of_checklist(fingerprint, "")
    return [name.removeprefix(prefix) for name in checked]


def _decided(submission, user, verdict, opened, **given):
    """Decide one; return why it was refused, or an empty text."""
    try:
        if submission.pk not in opened:
            raise DecisionRefused(NOT_OPENED)
        retried(lambda: decide(submission, user, Verdict(verdict), **given))
    except NotAllowed as refused:
        return str(refused)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
