"""Who keeps a shared part, who sees it, and who decides about its changes, and in which order."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.choices import Role
from core.models import Department
from guides.choices import PartKind
from guides.models import SharedPart
from moderation.choices import ReviewStage
from moderation.rules import ROLE_OF_STAGE
from publication.models import PartChange, PartChangeItem, PartDecision

WROTE_IT = _("You wrote or sent this change, so somebody else decides it.")
DECIDED_BEFORE = _("You decided another stage of this change; nobody decides two.")
NOT_THIS_STAGE = _("You hold no role that decides this stage.")


def can_look(user: Any) -> bool:
    """Return whether somebody has the room of shared parts: all who work on guides."""
    scope = scope_of(user)
    return scope.everything or bool(scope.department_ids) or bool(scope.roles)


def parts_seen_by(user: Any) -> QuerySet[SharedPart]:
    """Return the parts that a person may read: what is approved, and new ones of their own."""
    scope = scope_of(user)
    rows = SharedPart.objects.select_related("department")
    # What was a standard guide once is kept for the texts that were filed with it.
    rows = rows.exclude(kind=PartKind.GUIDE, guide_code="")
    if scope.sees_all_departments:
        return rows
    return rows.filter(Q(version__gt=0) | Q(department__in=scope.department_ids))


def changes_seen_by(user: Any) -> QuerySet[PartChange]:
    """Return the changes that a person may read: their departments' own, and those in review or
    later that concern their guides.
    """
    scope = scope_of(user)
    rows = PartChange.objects.select_related("part__department")
    if scope.sees_all_departments:
        return rows
    slugs = Department.objects.filter(pk__in=scope.department_ids).values("slug")
    items = PartChangeItem.objects.filter(change=OuterRef("pk"), department_slug__in=slugs)
    unsaid = (PartChange.State.DRAFT, PartChange.State.PREPARING)
    return rows.filter(
        Q(part__department__in=scope.department_ids) | (~Q(state__in=unsaid) & Exists(items))
    )


def can_change(user: Any, part: SharedPart) -> bool:
    """Return whether a person keeps a part: its department's compilers, or the city's operator."""
    scope = scope_of(user)
    if scope.everything:
        return True
    if part.department_id is None:
        return Role.OPERATOR in scope.roles
    return part.department_id in scope.compiles


def keeper_role(user: Any, part: SharedPart) -> Role | None:
    """Return the role in which a person keeps a part; None for a superuser."""
    if scope_of(user).everything:
        return None
    return Role.OPERATOR if part.department_id is None else Role.COMPILER


def kept_departments(user: Any) -> QuerySet[Department]:
    """Return the departments for which a person keeps parts."""
    active = Department.objects.filter(is_active=True).order_by("name")
    scope = scope_of(user)
    return active if scope.everything else active.filter(pk__in=scope.compiles)


def stages_of(change: PartChange) -> list[ReviewStage]:
    """Return the stages of a change: all four when guides are filed anew, else one.

    What nobody has filed is looked at by a second person of its department, or of the city. Guides
    whose departments are all dissolved go to the city at once.
    """
    if _items_of(change).exists():
        stages = list(ReviewStage)
        return stages if departments_concerned(change) else stages[1:]
    owned = change.part.department_id is not None
    return [ReviewStage.DEPARTMENT if owned else ReviewStage.FORMAL]


def stages_decided_by(user: Any) -> list[ReviewStage]:
    """Return the stages at which a person may decide anything at all; no query."""
    scope = scope_of(user)
    stages = [stage for stage, role in ROLE_OF_STAGE.items() if role in scope.roles]
    return [ReviewStage.DEPARTMENT, *stages] if scope.reviews else stages


def departments_concerned(change: PartChange) -> list[Department]:
    """Return the departments that decide for their own guides, and the one that has the part.

    One that is dissolved has nobody who could decide, so the city's stages stand for it.
    """
    slugs = set(_items_of(change).values_list("department_slug", flat=True).distinct())
    found = list(Department.objects.filter(slug__in=slugs, is_active=True).order_by("name"))
    owner = change.part.department
    if owner is None or not owner.is_active or owner in found:
        return found
    return [owner, *found]


def _items_of(change: PartChange) -> QuerySet[PartChangeItem]:
    """Return the guides that a change files anew, or would without an objection."""
    return change.items.exclude(state=PartChangeItem.State.SKIPPED).order_by()


def decisions_of(change: PartChange) -> list[PartDecision]:
    """Return the decisions of the round at hand."""
    rows = change.decisions.filter(attempt=change.attempt)
    return list(rows.select_related("department"))


def departments_waiting(change: PartChange) -> list[Department]:
    """Return the departments that have not decided yet at the stage of departments."""
    if change.stage != ReviewStage.DEPARTMENT or change.state != PartChange.State.IN_REVIEW:
        return []
    decided = {one.department_id for one in decisions_of(change)}
    return [one for one in departments_concerned(change) if one.pk not in decided]


def objection(user: Any, change: PartChange, department: Department | None) -> str | Promise | None:
    """Return why a person may not decide the stage at hand, for a department at the first; None
    when they may. Being a superuser opens no stage.
    """
    scope = scope_of(user)
    if change.stage == ReviewStage.DEPARTMENT:
        if department is None or department.pk not in scope.reviews:
            return NOT_THIS_STAGE
    elif not change.stage or ROLE_OF_STAGE[ReviewStage(change.stage)] not in scope.roles:
        return NOT_THIS_STAGE
    if user.pk == change.asked_by_id or user.pk in change.editors:
        return WROTE_IT
    before = (one for one in decisions_of(change) if one.stage != change.stage)
    if any(one.decided_by_id == user.pk for one in before):
        return DECIDED_BEFORE
    return None


def may_decide_for(user: Any, change: PartChange) -> list[Department | None]:
    """Return for which departments a person may decide now; [None] at the city's stages."""
    if change.state != PartChange.State.IN_REVIEW:
        return []
    if change.stage != ReviewStage.DEPARTMENT:
        return [] if objection(user, change, None) else [None]
    return [one for one in departments_waiting(change) if not objection(user, change, one)]
