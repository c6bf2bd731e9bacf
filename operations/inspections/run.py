"""Running checks: each on its own, the results kept, incidents opened, joined and closed."""

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from operations.choices import CheckState, Trigger
from operations.incidents.keeping import follow_result
from operations.inspections import checks  # noqa: F401  the checks register themselves
from operations.inspections.registry import CHECKS, Check, Outcome
from operations.inspections.wording import worded
from operations.models import CheckResult, InspectionRun

log = logging.getLogger(__name__)


class UnknownCheckError(Exception):
    """Somebody asked for a check that there is not."""


def inspect(
    names: Sequence[str] = (),
    *,
    trigger: str = Trigger.COMMAND,
    by: Any = None,
    is_demo: bool = False,
) -> InspectionRun:
    """Run the checks of these names, or all; keep and return the InspectionRun.

    A check that raises failed, and says so; the others go on. What failed opens an incident, what
    holds again closes it. Raises UnknownCheckError for a name that is none.
    """
    unknown = sorted(set(names) - set(CHECKS))
    if unknown:
        raise UnknownCheckError(", ".join(unknown))
    chosen = [CHECKS[name] for name in CHECKS if not names or name in names]
    began, at = monotonic(), timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        results = [result_of(one, at) for one in chosen]
    return keep(results, at, monotonic() - began, trigger, by, not names, is_demo)


@transaction.atomic
def keep(
    results: list[CheckResult],
    at: datetime,
    seconds: float,
    trigger: str,
    by: Any,
    is_whole: bool,
    is_demo: bool = False,
) -> InspectionRun:
    """Keep the unsaved results of one run, and let incidents follow them; return the run."""
    states = [one.state for one in results]
    run = InspectionRun.objects.create(
        started_at=at,
        seconds=round(seconds, 1),
        trigger=trigger,
        by=by,
        is_whole=is_whole,
        passed=states.count(CheckState.OK),
        near=states.count(CheckState.NEAR),
        failed=states.count(CheckState.FAILED),
        is_demo=is_demo,
    )
    for one in results:
        one.run = run
    CheckResult.objects.bulk_create(results)
    for one in results:
        follow_result(CHECKS[one.check_name], one, is_demo)
    if is_whole:
        prune(at)
    return run


def result_of(check: Check, at: datetime) -> CheckResult:
    """Return the unsaved result of one check."""
    try:
        with _apart():
            outcome = check.look()
    except Exception as error:  # a check that cannot look has not passed
        log.exception("the check %s stumbled", check.name)
        words = worded(
            _("The check could not look: %(error)s"), error=f"{type(error).__name__}: {error}"
        )
        outcome = Outcome(detail=words, shown=_("not known"), state=CheckState.FAILED)
    value = 0.0 if outcome.value is None else outcome.value
    state = outcome.state or check.limit.state_of(value)
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = _words(check, outcome, value)
    return CheckResult(
        check_name=check.name,
        state=state,
        value=outcome.value,
        at=at,
        **found.pop(settings.LANGUAGE_CODE),
        in_other_languages=found,
    )


def _words(check, outcome, value):
    """Return the words of a result in the language that is spoken."""
    return {
        "shown": str(outcome.shown or check.limit.words(value))[:100],
        "limit": check.limit.words(check.limit.fail)[:100],
        "detail": str(outcome.detail),
    }


def _apart() -> AbstractContextManager[None]:
    """Return a savepoint where a transaction is open, which a failed query would else end.

    By itself a check looks outside of any: in one it would hold SQLite's only lock for writing
    through every call of apt, and nobody could sign in.
    """
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def prune(now: datetime) -> None:
    """Delete runs older than the policy keeps."""
    oldest = now - timedelta(days=settings.INSPECTIONS_KEPT_DAYS)
    InspectionRun.objects.filter(started_at__lt=oldest).delete()


def as_json(run: InspectionRun) -> list[dict[str, Any]]:
    """Return what `manage.py inspect --json` says of a run."""
    return [
        {
            "check": one.check_name,
            "state": one.state,
            "value": one.value,
            "limit": CHECKS[one.check_name].limit.fail,
            "remedy": str(CHECKS[one.check_name].remedy),
            "label": str(CHECKS[one.check_name].label),
            "shown": one.shown,
            "detail": one.detail,
        }
        for one in run.results.order_by("pk")
    ]
