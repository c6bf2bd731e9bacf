"""Carrying reforms out: the relay does a batch at a time, each in one transaction."""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from core.audit import record
from core.running.batch_jobs import BatchJobs
from publication.acts import REFORM_ENDED, REFORM_RETURNED
from publication.models import Reform
from publication.reforms.checking import check_anew
from publication.reforms.steps import carry_out_batch

State = Reform.State


def _ahead() -> QuerySet[Reform]:
    """Return the reforms that are under way or whose day has come, the oldest first."""
    due = Q(state=State.CONFIRMED, effective_on__lte=timezone.localdate())
    return Reform.objects.filter(due | Q(state=State.RUNNING)).order_by("pk")


def _carry_out_batch(reform):
    now = timezone.now()
    if reform.step == reform.cursor == 0 and (why := _refusal(reform)):
        _stop(reform, why)
        return
    reform.state, reform.begun_at = State.RUNNING, reform.begun_at or now
    if not carry_out_batch(reform):
        has_rest = reform.entries.filter(is_done=False).exists()
        reform.state, reform.ended_at = State.REST if has_rest else State.DONE, now
        record(
            REFORM_ENDED, by=reform.confirmed_by, role=reform.signed_role, about=reform,
            decision=reform.words, after={"state": str(reform.state)},
        )  # fmt: skip
    reform.attempts, reform.error = 0, ""
    reform.save()


def _refusal(reform):
    """Return why a reform cannot begin, as its report keeps it; empty when it can."""
    try:
        with override("zh-hans"):
            check_anew(reform)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _stop(reform, why):
    """Let a person look at a reform that cannot begin: a draft again, if nothing has been done."""
    reform.state = State.FAILED if reform.begun_at else State.DRAFT
    reform.error = why
    reform.save()
    record(
        REFORM_RETURNED, by=None, about=reform, decision=reform.words, reason=why,
        after={"state": str(reform.state)},
    )  # fmt: skip


_JOBS = BatchJobs("reform", _ahead, _carry_out_batch)
work = _JOBS.work
carry_out_next = _JOBS.carry_out_next
