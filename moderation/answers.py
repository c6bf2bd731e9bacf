"""What this room answers to the rooms below: reviews that are open, and submitting."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core import registries
from core.access.scope import scope_of
from core.choices import DEPARTMENT_ROLES, Role
from core.first_page import block
from core.granting import open_work
from core.people.role_table import DECIDING
from core.running import background_work
from guides.models import GuidePage
from moderation import deadlines
from moderation.comparing.since_filing import changes_since_filing
from moderation.first_page.back import BackBlock
from moderation.first_page.decided import DecidedBlock
from moderation.first_page.drafts import DraftsBlock
from moderation.first_page.returned import ReturnedBlock
from moderation.first_page.sent import SentBlock
from moderation.first_page.waiting import WaitingBlock
from moderation.handing_on import HANDED
from moderation.models import Submission
from moderation.obstacles import why_closed
from moderation.reminding.mail import send_digests
from moderation.rules import can_submit


def register() -> None:
    """Register every answer of this room."""
    registries.guides_in_review.register(under_review)
    registries.submitting.register(submitting)
    registries.changes_since_filing.register(changes_since_filing)
    open_work.register(HANDED)
    background_work.register("recount of deadlines", deadlines.recount)
    background_work.register("daily digests", send_digests)
    block.register(ReturnedBlock, place=1, roles=[Role.COMPILER])
    block.register(DraftsBlock, place=2, roles=[Role.COMPILER])
    block.register(WaitingBlock, place=1, roles=DECIDING)
    block.register(SentBlock, place=2, roles=[Role.DEPARTMENT_REVIEWER])
    block.register(BackBlock, place=2, roles=[Role.FORMAL_REVIEWER, Role.COMPLIANCE_REVIEWER])
    block.register(DecidedBlock, place=3, roles=DECIDING - DEPARTMENT_ROLES)


def under_review() -> Q:
    """Return the condition on guide pages under which one is under review."""
    return Q(Exists(Submission.objects.in_review().filter(page_id=OuterRef("pk"))))


def submitting(user: Any, guide: GuidePage) -> tuple[str, str] | None:
    """Return (where a person submits a guide, why it is closed to that), or None."""
    if not can_submit(scope_of(user), guide.department_id):
        return None
    closed = why_closed(guide)
    return reverse("moderation:submit", args=[guide.pk]), closed.messages[0] if closed else ""
