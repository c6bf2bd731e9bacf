"""保密审查: an approval of compliance says who looked for what must stay secret, and when."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.signature import signature_of
from moderation.choices import ReviewStage, Verdict
from moderation.errors import DecisionRefused
from moderation.models import Decision, SecrecyCheck, Submission
from moderation.rules import role_of

Secrecy = tuple[str, date | None]
"""Who checked a text for secrets, and on which day."""


def is_needed(stage: str, verdict: str) -> bool:
    """Return whether this decision needs a check for secrets."""
    return stage == ReviewStage.COMPLIANCE and verdict == Verdict.APPROVED


def objection_to(name: str | None, day: date | None) -> tuple[str, Any] | None:
    """Return (field, sentence) on what is wrong with a check for secrets; None when it is whole."""
    if not ((name or "").strip() and day):
        return "secrecy_by", _("Say who checked the text for secrets, and when.")
    if day > timezone.localdate():
        return "secrecy_on", _("This day is still to come.")
    return None


def check_secrecy(decision: Decision, secrecy: Secrecy | None) -> None:
    """Raise DecisionRefused for a decision that needs a check for secrets and has none."""
    if not is_needed(decision.stage, decision.verdict):
        return
    if wrong := objection_to(*(secrecy or ("", None))):
        raise DecisionRefused(wrong[1])


def keep_secrecy_check(submission: Submission, decision: Decision, secrecy: Any) -> None:
    """Keep who checked an approved text for secrets, and when."""
    if not is_needed(decision.stage, decision.verdict):
        return
    name, day = secrecy
    SecrecyCheck.objects.create(
        submission=submission,
        sha256=decision.sha256,
        checked_by_name=name.strip(),
        checked_on=day,
        entered_by=decision.decided_by,
        **signature_of(decision.decided_by, role_of(decision.stage)),
    )
