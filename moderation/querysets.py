"""Which Submissions a person sees, may decide, has sent, has decided."""

from collections.abc import Collection
from typing import Any, NoReturn, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from core.access.scope import Scope
from core.append_only import MESSAGE, AppendOnlyError
from core.choices import Role
from core.people.delegation import Delegation
from core.people.membership import Membership
from moderation.choices import ReviewStage, SubmissionState
from moderation.editing import EDITING_ACTS, edits_of_parts
from moderation.rules import ROLE_OF_STAGE, decides_anything

PROGRESS = frozenset(
    {"state", "stage", "workflow_state", "workflow_state_id", "ended_at", "to_correct_since"}
)
"""The fields of a Submission that may change after it was made."""

LOOKED_THROUGH = 5_000
"""As many of the newest are looked through for words: titles have no index."""


class SubmissionQuerySet(QuerySet):
    """Submissions: added and moved on, never rewritten or deleted."""

    def update(self, **kwargs: Any) -> int:
        if not PROGRESS.issuperset(kwargs):
            raise AppendOnlyError(MESSAGE)
        return super().update(**kwargs)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(MESSAGE)

    def without_texts(self) -> Self:
        """Leave the Documents in the database, as lists do."""
        return self.defer("guide_text", "manual_text")

    def in_review(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(state=SubmissionState.IN_REVIEW)

    def with_deadlines(self) -> Self:
        """Add `due_on` and `due_is_provisional` of the stage that waits; null when none does."""
        tasks = apps.get_model("moderation", "StageTask").objects
        waiting = tasks.filter(submission=OuterRef("pk"), ended_at=None).order_by()
        return self.annotate(
            due_on=Subquery(waiting.values("due_on")[:1]),
            due_is_provisional=Subquery(waiting.values("is_provisional")[:1]),
        )

    def soonest_due_first(self) -> Self:
        """Those in review with `due_on`, the most overdue first."""
        return self.filter(tasks__ended_at=None).with_deadlines().order_by("tasks__due_on", "pk")

    def overdue(self) -> Self:
        """Those in review whose stage's last day is over."""
        return self.filter(tasks__ended_at=None, tasks__due_on__lt=timezone.localdate())

    def to_correct(self, department_ids: Collection[int]) -> Self:
        """Those of these departments that were returned and not sent again, the oldest first."""
        rows = self.filter(to_correct_since__isnull=False, department_id__in=department_ids)
        return rows.order_by("to_correct_since", "pk")

    def visible_to(self, scope: Scope) -> Self:
        """Those of departments that a Scope reaches."""
        if scope.sees_all_departments:
            return self
        return self.filter(department_id__in=scope.department_ids)

    def waiting_for(self, user: Any, scope: Scope) -> Self:
        """Those that this person may decide now; the people rule leaves the others out."""
        if not decides_anything(scope):
            return self.none()
        return (
            self.in_review()
            .filter(_held_stages(scope))
            .exclude(submitted_by=user)
            .exclude(editors__user=user)
            .exclude(decisions__decided_by=user)
            .exclude(_edited_meanwhile(user))
            .exclude(_handed_to_others(user))
        )

    def handed_to(self, person: Any) -> Self:
        """Those that were handed on to a person, at the stage where they stand."""
        return self.in_review().filter(Exists(_newest_hand_on().filter(to=person)))

    def handled_by(self, user: Any, scope: Scope) -> Self:
        """Those that this person has decided; who decides nothing gets what has ended.

        The newest first: the last decided, or the last sent.
        """
        if decides_anything(scope):
            # Nobody decides two stages, so that each comes once.
            return self.filter(decisions__decided_by=user).order_by("-decisions__pk")
        return self.visible_to(scope).exclude(state=SubmissionState.IN_REVIEW).order_by("-pk")

    def named(self, words: str) -> Self:
        """Those with a code, or, among the newest of them, with words in their title."""
        by_code = self.filter(code=words)
        if by_code.exists():
            return by_code
        newest = self.order_by("-pk").values("pk")[:LOOKED_THROUGH]
        return self.filter(pk__in=newest, title__icontains=words)


LINE = [f"submission__department{'__parent' * above}" for above in range(4)]
"""The department of a Submission and those above it, as far as offices have others below them."""


def _held_stages(scope):
    held = Q(stage=ReviewStage.DEPARTMENT, department_id__in=scope.reviews)
    stages = [stage for stage, role in ROLE_OF_STAGE.items() if role in scope.roles]
    return held | Q(stage__in=stages)


def _handed_to_others(user):
    """Match Submissions that were handed on, at the stage where they stand, to somebody else.

    Who stands in for the receiver gets them too; when the receiver holds the stage of that
    department no more, everybody of the stage does.
    """
    away = Delegation.objects.in_force().filter(stand_in=user).values("person_id")
    others = _newest_hand_on().filter(_still_held(), to__is_active=True)
    return Q(Exists(others.exclude(to=user).exclude(to__in=away)))


def _newest_hand_on():
    """Return the hand-on that counts of the Submission around it: the last at the stage where it
    stands.
    """
    hand_ons = apps.get_model("moderation", "HandOn").objects
    last = hand_ons.filter(submission=OuterRef(OuterRef("pk")), stage=OuterRef(OuterRef("stage")))
    return hand_ons.filter(pk=Subquery(last.order_by("-pk").values("pk")[:1]))


def _still_held():
    """Match HandOns whose receiver holds their stage, of their department or one above it."""
    roles = Membership.objects.in_force().filter(user=OuterRef("to"))
    above = Q()
    for department in LINE:
        above |= Q(department=OuterRef(department))
    reviews = Exists(roles.filter(above, role=Role.DEPARTMENT_REVIEWER))
    held = Q(reviews, stage=ReviewStage.DEPARTMENT)
    for stage, role in ROLE_OF_STAGE.items():
        held |= Q(Exists(roles.filter(role=role)), stage=stage)
    return held


def _edited_meanwhile(user):
    """Match Submissions whose pages or parts this person edited after they were submitted."""
    since = OuterRef("submitted_at")
    logged = PageLogEntry.objects.filter(user=user, action__in=EDITING_ACTS, timestamp__gte=since)
    saved = Revision.objects.filter(
        user=user,
        base_content_type=ContentType.objects.get_for_model(Page),
        created_at__gte=since,
    )
    parts = edits_of_parts(lambda path: OuterRef(OuterRef(path)))
    either = Q(Exists(parts.filter(user=user, timestamp__gte=since)))
    for page in ("page_id", "manual_page_id"):
        either |= Q(Exists(logged.filter(page_id=OuterRef(page))))
        either |= Q(Exists(saved.filter(object_id=Cast(OuterRef(page), CharField()))))
    return either
