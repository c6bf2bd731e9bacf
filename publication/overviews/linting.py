"""Checks filed versions in force against the rules, and keeps what was found."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guides.choices import DocumentKind
from publication.catalogue_changes import settle_task_of
from publication.choices import State
from publication.models import Event, PublicState, QualityResult, RuleCount
from publication.overviews.law_changes import close_tasks_of, keep_cited
from quality.choices import Severity
from quality.drafts import is_of_the_guide, waived_rules
from quality.finding import Finding
from quality.rule_book import RuleBook, rule_book
from quality.score import score

CHECKED = (State.CURRENT, State.SUSPENDED, State.SCHEDULED)
"""States of what readers get or will get; the rest is history."""


def states_to_check() -> QuerySet[PublicState]:
    """Return the PublicStates whose versions are checked, with their versions."""
    return PublicState.objects.filter(state__in=CHECKED).select_related("current")


def findings_of(
    states: Sequence[PublicState], book: RuleBook | None = None
) -> list[tuple[PublicState, dict[str, Any], list[Finding]]]:
    """Return (state, Document's JSON, findings) for each state; waived rules are left out.

    A manual whose guide is among `states` is compared with it, and what stands in sections that
    they share is found in the guide alone.
    """
    book = book or rule_book()
    terms = book.terms()
    texts = {(one.code, one.kind): json.loads(one.current.text) for one in states}
    waived = waived_rules({one.code for one in states})
    found = []
    for state in states:
        data = texts[state.code, state.kind]
        guide = texts.get((state.code, DocumentKind.GUIDE))
        beside = guide if state.kind == DocumentKind.MANUAL else None
        checked = book.check(data, book.terms(counterpart=beside) if beside else terms)
        left = [
            one
            for one in checked
            if (state.code, state.kind, one.rule) not in waived
            and not (beside and is_of_the_guide(one))
        ]
        found.append((state, data, left))
    return found


def keep(found: Sequence[tuple[PublicState, dict[str, Any], list[Finding]]]) -> None:
    """Store the counts of findings, and the laws cited, in place of those of the last time.

    Six queries, whatever their number.
    """
    if not found:
        return
    results: list[QualityResult] = []
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for state, data, findings in found:
        result = _result(state, data, findings)
        results.append(result)
        counts[state.code, state.kind] = Counter((one.rule, one.severity) for one in findings)
    fields = [
        "version", "title", "department_slug", "score", "errors", "reminders", "hints",
        "checked_on", "linted_at",
    ]  # fmt: skip
    with transaction.atomic():
        QualityResult.objects.bulk_create(
            results, update_conflicts=True, unique_fields=["code", "kind"], update_fields=fields
        )
        rows = QualityResult.objects.filter(code__in={one.code for one in results})
        kept = {(row.code, row.kind): row for row in rows if (row.code, row.kind) in counts}
        RuleCount.objects.filter(result__in=kept.values()).delete()
        RuleCount.objects.bulk_create(
            RuleCount(
                result=kept[key],
                rule=rule,
                severity=severity,
                department_slug=kept[key].department_slug,
                count=count,
            )
            for key, found_here in counts.items()
            for (rule, severity), count in found_here.items()
        )
        guides = [one for one in found if one[0].kind == DocumentKind.GUIDE]
        keep_cited((kept[state.code, state.kind], data) for state, data, _findings in guides)


def _result(state: PublicState, data: dict[str, Any], findings: list[Finding]) -> QualityResult:
    by_severity: Counter[str] = Counter(one.severity for one in findings)
    return QualityResult(
        code=state.code,
        kind=state.kind,
        version=state.current.version,
        title=state.title,
        department_slug=state.department_slug,
        score=score(findings),
        errors=by_severity[str(Severity.ERROR)],
        reminders=by_severity[str(Severity.WARNING)],
        hints=by_severity[str(Severity.INFO)],
        checked_on=date.fromisoformat(data["checked_on"]) if data["checked_on"] else None,
        linted_at=timezone.now(),
    )


def forget(codes: Iterable[str]) -> None:
    """Take away the results of what is no longer in force."""
    QualityResult.objects.filter(code__in=list(codes)).delete()


def follow(event: Event) -> None:
    """Check what an event changed: the guide and the manual of its code."""
    close_tasks_of(event)
    settle_task_of(event)
    states = list(states_to_check().filter(code=event.code))
    present = {one.kind for one in states}
    QualityResult.objects.filter(code=event.code).exclude(kind__in=present).delete()
    if states:
        keep(findings_of(states))
