"""Who reads and settles feedback: the department that it is about; operators see all of it."""

from wagtail.permissions import register_permission_policy

from core.access.permission_policy import DepartmentOwnedPolicy, RolePolicy
from core.choices import Role
from feedback.models import Correction, Rating, RatingTask, Survey, SurveyAnswer

SETTLING = frozenset({Role.COMPILER, Role.DEPARTMENT_REVIEWER, Role.OPERATOR})

ANSWERING = frozenset({Role.COMPILER, Role.DEPARTMENT_REVIEWER})
"""Who answers a survey for their department."""


class SettledPolicy(DepartmentOwnedPolicy):
    """What readers have said is settled, never added here."""

    def known(self, actions: frozenset[str]) -> frozenset[str]:
        return super().known(actions) - {"add"}


def register() -> None:
    """Register every policy of this room."""
    for model in (Rating, RatingTask, Correction):
        register_permission_policy(
            model, SettledPolicy(model, "department_id", change=SETTLING, deletable=False)
        )
    register_permission_policy(Survey, RolePolicy(Survey, change={Role.OPERATOR}, deletable=False))
    register_permission_policy(
        SurveyAnswer,
        DepartmentOwnedPolicy(
            SurveyAnswer,
            "department_id",
            change=ANSWERING,
            deletable=False,
        ),
    )
