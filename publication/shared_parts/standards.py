"""Standard guides (标准指南): making a filed guide one, proposing its newest version, leaving it.

What heirs take of a filed version is a shared part, so that its changes are seen, agreed, reviewed
and filed as those of every shared part.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.running.retrying import retrying
from guides.choices import DocumentKind, PartKind
from guides.compiling.inheriting import leave
from guides.document import GuideDocument
from guides.document.inheriting import INHERITED, LOCAL
from guides.document.shareable import KINDS
from guides.models import GuidePage, SharedPart
from guides.outlines.places import place_in_words
from guides.shared_parts.models import release
from moderation.models import Submission, SubmissionEditor
from publication.acts import STANDARD_LEFT, STANDARD_MARKED
from publication.choices import OPEN_STATES, EventType
from publication.models import Event, FiledPart, PartChange, PublicState, PublishedVersion
from publication.shared_parts.drafting import keep_draft, open_change
from publication.shared_parts.preparing import newest_texts

LONGEST_REASON = 500
LOCAL_SHOWN = [place for place in LOCAL if place not in ("schema_version", "outline")]
FILED = frozenset({EventType.PUBLISHED, EventType.REVISED, EventType.CORRECTED})


def compiles(user: Any, page: GuidePage) -> bool:
    """Return whether a person compiles a guide: makes it a standard, or lets it leave one."""
    scope = scope_of(user)
    return scope.everything or page.department_id in scope.compiles


def standard_of(code: str) -> SharedPart | None:
    """Return what heirs take of the guide of a code, or None when it is no standard."""
    return SharedPart.objects.select_related("department").filter(guide_code=code).first()


def why_no_standard(page: GuidePage) -> str | None:
    """Return why a guide cannot be made the standard of its item, or None."""
    if page.standard_id is not None:
        return _("This guide inherits itself, so nobody inherits from it.")
    shown = PublicState.objects.filter(code=page.code, kind=DocumentKind.GUIDE)
    if not shown.filter(state__in=OPEN_STATES).exists():
        return _("Only a guide that is filed and in force becomes a standard guide. File it first.")
    same = GuidePage.objects.filter(
        situation__item__basic_code=page.situation.item.basic_code,
        situation__code=page.situation.code,
    )
    other = SharedPart.objects.filter(guide_code__in=same.values("code")).first()
    if other is not None:
        return _("“%(name)s” is the standard guide of this item already.") % {"name": other.name}
    return None


@retrying
@transaction.atomic
def mark(page: GuidePage, user: Any) -> SharedPart:
    """Make a filed guide the standard guide of its item; return what heirs take of it.

    Nobody reviews it once more: it says what was filed. Raises PermissionDenied, or a
    ValidationError that says why not.
    """
    page = GuidePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not compiles(user, page):
        raise PermissionDenied
    if why := why_no_standard(page):
        raise ValidationError(why)
    part = SharedPart(kind=PartKind.GUIDE, department=page.department, guide_code=page.code)
    version, data = newest_inherited(page.code)
    with override("zh-hans"):
        reason = _("Version %(number)s was filed.") % {"number": version.version}
    release(part, data, reason)
    record(
        STANDARD_MARKED, by=user, role=Role.COMPILER, about=part, label=part.name, code=page.code,
        sha256=version.sha256, version=version.version,
    )  # fmt: skip
    return part


def newest_inherited(code: str) -> tuple[PublishedVersion, dict[str, Any]]:
    """Return the newest filed version of a standard guide, and what heirs take of it."""
    guide, _manual = newest_texts([code])[code]
    document = json.loads(guide.text)
    source = {
        "code": code,
        "version": guide.version,
        "title": guide.title,
        "authority": document["item"]["authority"]["name"],
    }
    return guide, KINDS[PartKind.GUIDE].data(document | {"standard": source})


def says_more(part: SharedPart, data: dict[str, Any]) -> bool:
    """Return whether heirs would say anything else: a new version alone is no reason for theirs."""
    return any(part.data.get(name) != data[name] for name in INHERITED if name != "standard")


@retrying
@transaction.atomic
def propose(part: SharedPart, by: Any = None) -> PartChange | None:
    """Keep what the newest filed version of a standard guide says as the draft of a change.

    None when its heirs say it already, or a change is in review: it is proposed after that one.
    """
    part = SharedPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    version, data = newest_inherited(part.guide_code)
    begun = open_change(part)
    if not says_more(part, data) or (begun and begun.state != PartChange.State.DRAFT):
        return None
    with override("zh-hans"):
        reason = _("Version %(number)s was filed.") % {"number": version.version}
    editors = SubmissionEditor.objects.filter(submission=version.submission_id)
    is_ahead = version.effective_on > timezone.localdate()
    return keep_draft(
        part,
        data,
        f"{reason} {version.change_note}".strip()[:LONGEST_REASON],
        version.effective_on if is_ahead else None,
        editors={*editors.values_list("user", flat=True), *([by.pk] if by else [])},
        by=by,
    )


@dataclass(frozen=True)
class Standing:
    """How a standard guide stands: which version its heirs say, which one is filed, what it gives.

    `is_open` says whether readers still get it; `says_more` whether the newest version differs in
    what is inherited.
    """

    code: str
    followed: int
    newest: int
    is_open: bool
    says_more: bool
    inherited: list[str]
    local: list[str]


def standing(part: SharedPart) -> Standing:
    """Return how a standard guide stands."""
    version, data = newest_inherited(part.guide_code)
    shown = PublicState.objects.filter(code=part.guide_code, kind=DocumentKind.GUIDE)
    return Standing(
        code=part.guide_code,
        followed=part.data["standard"]["version"],
        newest=version.version,
        is_open=shown.filter(state__in=OPEN_STATES).exists(),
        says_more=says_more(part, data),
        inherited=[
            place_in_words(GuideDocument, [name]) for name in INHERITED if name != "standard"
        ],
        local=[place_in_words(GuideDocument, place.split("/")) for place in LOCAL_SHOWN],
    )


def follow(event: Event) -> None:
    """Propose a newly filed version of a standard guide to its heirs."""
    follow_many([event])


def follow_many(events: Iterable[Event]) -> None:
    """Propose what these events filed of standard guides; one query where none is concerned."""
    filed = (one for one in events if one.type in FILED and one.kind == DocumentKind.GUIDE)
    if codes := {one.code for one in filed}:
        for part in SharedPart.objects.filter(guide_code__in=codes).order_by("pk"):
            propose(part)


@retrying
@transaction.atomic
def leave_standard(page: GuidePage, user: Any, reason: str) -> None:
    """Let an heir leave its standard guide: what is filed stays, its next draft is its own.

    Raises PermissionDenied, or a ValidationError that says why not.
    """
    page = GuidePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    part = page.standard
    if not compiles(user, page):
        raise PermissionDenied
    if part is None:
        raise ValidationError(_("This guide inherits from no standard guide."))
    if not reason.strip():
        raise ValidationError(_("Say why: the department that keeps the standard has to know."))
    if Submission.objects.in_review().filter(page=page).exists():
        raise ValidationError(
            _("This guide is in review with what it inherits. Withdraw it first, then leave.")
        )
    leave(page, user)
    FiledPart.objects.filter(code=page.code, part=part).delete()
    record(
        STANDARD_LEFT, by=user, role=Role.COMPILER, about=part, label=part.name, code=page.code,
        reason=reason.strip(),
    )  # fmt: skip
