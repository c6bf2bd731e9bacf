"""Asking for a branch job, stopping it, and letting it go on."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.choices import Role
from core.models import Department
from core.people.signature import signature_of
from guides.branches.counting import forecast
from guides.branches.tree import Branch
from guides.models import BranchJob

ANOTHER_IS_ACTIVE = _("Another job works on this department. Wait until it has ended, or stop it.")


def start(
    kind: str, branch: Branch, user: Any, reason: str, target: Department | None = None
) -> BranchJob:
    """Create a job on a Branch; raise ValidationError without work or while another one runs."""
    ahead = forecast(kind, branch, target)
    if not ahead.to_do:
        raise ValidationError(_("There is nothing to do here: no guide would be touched."))
    role = None if scope_of(user).everything else Role.OPERATOR
    return begin(kind, branch, user, reason, target, total=ahead.total, role=role)


def begin(
    kind: str,
    branch: Branch,
    user: Any,
    reason: str,
    target: Department | None,
    *,
    total: int,
    role: str | None,
    items: Sequence[int] = (),
    takes_reviewed: bool = False,
) -> BranchJob:
    """Create a job in the name of a person in a role; ValidationError while another one runs."""
    job = BranchJob(
        kind=kind,
        department=branch.department,
        branch_path=branch.page.path,
        branch_title=branch.title,
        target=target,
        reason=reason,
        started_by=user,
        **signature_of(user, role),
        total=total,
        items=list(items),
        takes_reviewed=takes_reviewed,
    )
    _save_as_the_only_one(job)
    return job


def stop(job: BranchJob) -> bool:
    """Let a job stop after the batch that runs; False when it has ended meanwhile."""
    active = BranchJob.objects.filter(pk=job.pk, state__in=BranchJob.ACTIVE)
    return bool(active.update(state=BranchJob.State.STOPPED, changed_at=timezone.now()))


@transaction.atomic
def go_on(job: BranchJob) -> None:
    """Let a stopped or failed job go on where it was; ValidationError when that cannot be."""
    job = BranchJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.can_go_on:
        raise ValidationError(_("This job is not stopped."))
    job.state, job.attempts, job.error = BranchJob.State.WAITING, 0, ""
    _save_as_the_only_one(job)


def _save_as_the_only_one(job):
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError as error:
        raise ValidationError(ANOTHER_IS_ACTIVE) from error
