"""Guides that join a standard guide (标准指南) later, and a standard that is one no more."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.audit import record
from core.choices import Role
from core.running.retrying import retrying
from guides.compiling.inheriting import leave, standards_for
from guides.models import GuidePage, SharedPart
from guides.shared_parts.inheriting import keep_local, with_inherited
from moderation.comparing.changes import SectionChange, changed_sections
from moderation.comparing.sections import COVER
from moderation.models import Submission
from publication.acts import STANDARD_JOINED, STANDARD_LEFT, STANDARD_UNMARKED
from publication.models import FiledPart, PartChange
from publication.shared_parts.deciding import give_up
from publication.shared_parts.drafting import open_change
from publication.shared_parts.people import can_change
from publication.shared_parts.standards import compiles


def standard_to_join(page: GuidePage) -> SharedPart | None:
    """Return the standard guide that a guide by itself could inherit from, or None."""
    if page.standard_id is not None:
        return None
    return standards_for([page.situation]).get(page.situation_id)


def difference(page: GuidePage, part: SharedPart) -> list[SectionChange]:
    """Return what the draft of a guide would say otherwise, section by section, as an heir."""
    now = page.get_latest_revision_as_object().present().model_dump(mode="json")
    after, _followed = with_inherited(now, part.pk)
    after = {name: value for name, value in after.items() if name != "standard"}
    now.pop("standard", None)
    return [one for one in changed_sections(now, after) if one.key != COVER]


@retrying
@transaction.atomic
def join(page: GuidePage, part: SharedPart, user: Any) -> None:
    """Let a guide inherit from a standard: its next draft keeps what is local, what is filed stays.

    Raises PermissionDenied, or a ValidationError that says why not.
    """
    page = GuidePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not compiles(user, page):
        raise PermissionDenied
    if standard_to_join(page) != part:
        raise ValidationError(
            _("This guide inherits already, or there is no such standard guide of its item.")
        )
    if Submission.objects.in_review().filter(page=page).exists():
        raise ValidationError(
            _("This guide is in review. Withdraw it, or wait until it is decided; then join.")
        )
    draft = page.get_latest_revision_as_object()
    page.standard = draft.standard = part
    page.save(update_fields=["standard"])
    keep_local(draft)
    draft.save_revision(user=user, log_action=True)
    record(
        STANDARD_JOINED, by=user, role=Role.COMPILER, about=part, label=part.name, code=page.code
    )


def heirs_of(part: SharedPart) -> QuerySet[GuidePage]:
    """Return the guides that inherit from a standard, in the order of their departments."""
    heirs = GuidePage.objects.filter(standard=part).select_related("department")
    return heirs.order_by("department__name", "pk")


def heirs_in_review(part: SharedPart) -> QuerySet[GuidePage]:
    """Return those heirs of which a text is in review with what it inherits."""
    reviewed = Submission.objects.in_review().filter(page__standard=part).values("page")
    return heirs_of(part).filter(pk__in=reviewed)


@retrying
@transaction.atomic
def unmark(part: SharedPart, user: Any, reason: str) -> int:
    """Let a guide be no standard any more; each heir says itself what it inherited, and what is
    filed stays. Return how many heirs there were.

    Raises PermissionDenied, or a ValidationError that says why not.
    """
    part = SharedPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if not (part.is_guide and part.guide_code and can_change(user, part)):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why: each heir’s department reads it in its history."))
    begun = open_change(part)
    if begun is not None and begun.state != PartChange.State.DRAFT:
        raise ValidationError(
            _("A change is being reviewed or filed. Let it end, or take it back; then go on.")
        )
    if names := [one.title for one in heirs_in_review(part)[:5]]:
        raise ValidationError(
            _("In review with what they inherit: %(names)s. Let them be decided or withdrawn.")
            % {"names": "、".join(names)}
        )
    if begun is not None:
        give_up(begun, user)
    heirs = list(heirs_of(part))
    for heir in heirs:
        leave(heir, user)
        record(
            STANDARD_LEFT, by=user, role=Role.COMPILER, about=part, label=part.name,
            code=heir.code, reason=reason.strip(),
        )  # fmt: skip
    FiledPart.objects.filter(part=part).delete()
    code, part.guide_code = part.guide_code, ""
    part.save(update_fields=["guide_code", "updated_at"])
    record(
        STANDARD_UNMARKED, by=user, role=Role.COMPILER, about=part, label=part.name, code=code,
        reason=reason.strip(), heirs=len(heirs),
    )  # fmt: skip
    return len(heirs)
