"""The rules about people, as pure functions: who may submit, decide, withdraw, and see.

Nobody decides what they submitted or edited since the last filed version, and nobody decides two
stages of one Submission. Being a superuser opens no stage.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access.scope import Scope
from core.choices import Role
from moderation.choices import ReviewStage

ROLE_OF_STAGE = {
    ReviewStage.FORMAL: Role.FORMAL_REVIEWER,
    ReviewStage.COMPLIANCE: Role.COMPLIANCE_REVIEWER,
    ReviewStage.FILING: Role.FILING_OFFICER,
}
"""The roles of the stages that the reform office holds for all departments."""

STAGES = tuple(ReviewStage)

NOT_THIS_STAGE = _("You hold no role that decides this stage for this department.")
SUBMITTED_IT = _("You submitted this text, so somebody else decides it.")
EDITED_IT = _(
    "You changed something in this text since its last filed version (guide, manual, item, "
    "outline or file), so somebody else decides it."
)
DECIDED_BEFORE = _("You decided another stage of this text; nobody decides two.")


@dataclass(frozen=True)
class Involvement:
    """Who has had a hand in a Submission: ids of people, and whose department it is."""

    department_id: int
    submitter_id: int
    editor_ids: frozenset[int] = frozenset()
    decider_ids: frozenset[int] = frozenset()


def holds_stage(scope: Scope, stage: str, department_id: int) -> bool:
    """Return whether a person's roles decide this stage for this department."""
    if stage == ReviewStage.DEPARTMENT:
        return department_id in scope.reviews
    return ROLE_OF_STAGE[ReviewStage(stage)] in scope.roles


def role_of(stage: str) -> Role:
    """Return the role that decides a stage."""
    return Role(ROLE_OF_STAGE.get(ReviewStage(stage), Role.DEPARTMENT_REVIEWER))


def decides_anything(scope: Scope) -> bool:
    """Return whether a person holds any stage for any department."""
    return bool(scope.reviews or scope.roles & frozenset(ROLE_OF_STAGE.values()))


def sees_statistics(scope: Scope) -> bool:
    """Return whether somebody sees the statistics of deciding: city roles, and reviewers."""
    return scope.sees_all_departments or bool(scope.reviews)


def objection(
    scope: Scope, user_id: int, stage: str, involved: Involvement
) -> str | Promise | None:
    """Return the sentence why this person may not decide this stage, or None when they may."""
    if not holds_stage(scope, stage, involved.department_id):
        return NOT_THIS_STAGE
    if user_id == involved.submitter_id:
        return SUBMITTED_IT
    if user_id in involved.editor_ids:
        return EDITED_IT
    if user_id in involved.decider_ids:
        return DECIDED_BEFORE
    return None


def can_submit(scope: Scope, department_id: int) -> bool:
    """Return whether this person may submit, or withdraw, what this department compiles."""
    return department_id in scope.compiles
