"""Checks a Document against every rule."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import quality.rules  # noqa: F401  registers every rule
from quality.finding import Finding
from quality.reading import Reading
from quality.rule import RULES
from quality.terms import Terms


def check_document(
    data: Mapping[str, Any],
    terms: Terms,
    *,
    severities: Mapping[str, str] | None = None,
    switched_off: Collection[str] = (),
) -> list[Finding]:
    """Return the findings of a guide's or manual's JSON, by rule and place.

    `severities` holds what the reform office set for a rule; `switched_off` holds rule numbers.
    """
    reading = Reading(data)
    found: list[Finding] = []
    for rule in RULES.values():
        if rule.id not in switched_off and rule.applies_to(reading.kind):
            severity = (severities or {}).get(rule.id)
            found += _findings(rule, reading, terms, severity)
    return found


def _findings(rule, reading: Reading, terms: Terms, severity: str | None) -> Iterator[Finding]:
    for hit in rule.check(reading, terms):
        yield Finding(
            rule.id,
            str(hit.severity or severity or rule.severity),
            hit.pointer,
            hit.message,
            rule.basis,
            hit.span,
            hit.fix,
        )
