"""`lint --all`: the rules over everything in force, by key range, on all cores, resumable."""

import os
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone

from core.running.processes import in_order
from publication.models import LintRun, PublicState
from publication.overviews.linting import findings_of, keep, states_to_check
from publication.overviews.quality_figures import counted_findings

RANGE = 500
"""Public states that one process checks at once."""

Report = Callable[[int, int], None]
Take = Callable[[list[dict[str, Any]]], None]
Outcome = tuple[int, int, list[dict[str, Any]]]
"""(end of a range, documents in it, their findings as JSON where they are asked for)."""


def lint_all(
    report: Report = lambda done, total: None,
    *,
    take: Take | None = None,
    processes: int | None = None,
) -> LintRun:
    """Check everything in force and keep the results; return the finished LintRun.

    An earlier run that was killed is gone on with from its last range. `report(done, total)` is
    called after each range, in numbers of public states; `take` gets the range's findings.
    """
    run = LintRun.objects.filter(finished_at=None).order_by("-pk").first() or LintRun()
    run.save()
    newest = PublicState.objects.aggregate(newest=Max("pk"))["newest"] or 0
    processes = processes or os.cpu_count() or 1
    ranges = ((*pair, take is not None) for pair in _ranges(run.last_key, newest))
    for last, documents, found in in_order(_check_range, ranges, processes):
        if take:
            take(found)
        run.last_key, run.documents = last, run.documents + documents
        run.save(update_fields=["last_key", "documents"])
        report(last, newest)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


def _ranges(start: int, newest: int) -> Iterator[tuple[int, int]]:
    for first in range(start, newest, RANGE):
        yield first, min(first + RANGE, newest)


def _check_range(first: int, last: int, collect: bool) -> Outcome:
    states = list(states_to_check().filter(pk__gt=first, pk__lte=last).order_by("pk"))
    found = findings_of(states) if states else []
    keep(found)
    rows = [
        {"code": state.code, "kind": state.kind} | one.as_json()
        for state, _data, findings in (found if collect else ())
        for one in findings
    ]
    return last, len(states), rows


def totals() -> dict[str, tuple[int, int]]:
    """Return {rule: (documents, findings)} of everything in force, from the kept counts.

    Hints that something could not be checked are not counted.
    """
    rows = (
        counted_findings()
        .values_list("rule")
        .annotate(Count("result", distinct=True), Sum("count"))
    )
    return {rule: (documents, findings) for rule, documents, findings in rows.order_by("rule")}
