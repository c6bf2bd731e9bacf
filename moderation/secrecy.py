"""保密审查: an approval of compliance says who looked for what must stay secret, and when."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.signature import signature_of
from moderation.choices import ReviewStage, Verdict
from moderation.errors import DecisionRefused
from moderation.models import SecrecyCheck
from moderation.rules import role_of


def is_needed(stage, verdict):
    """Return whether this decision needs a check for secrets."""
    return stage == ReviewStage.COMPLIANCE and verdict == Verdict.APPROVED


def objection_to(name, day):
    """Return (field, sentence) on what is wrong with a check for secrets; None when it is whole."""
    if not ((name or "").strip() and day):
        return "secrecy_by", _("Say who checked the text for secrets, and when.")
    if day > timezone.localdate():
        return "secrecy_on", _("This day is still to come.")
    return None


def check_secrecy(decision, secrecy):
    """Raise DecisionRefused for a decision that needs a check for secrets and has none."""
    if not is_needed(decision.stage, decision.verdict):
        return
    if wrong := objection_to(*(secrecy or ("", None))):
        raise DecisionRefused(wrong[1])


def keep_secrecy_check(submission, decision, secrecy):
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
