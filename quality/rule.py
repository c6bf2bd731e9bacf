"""The register of rules: one small pure function for each, with what the reform office may set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from quality.choices import AppliesTo, Severity
from quality.finding import Hit
from quality.reading import Reading
from quality.terms import Terms

Check = Callable[[Reading, Terms], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """A quality rule (质检规则): number, title, default severity, scope, basis, and its function.

    `thresholds` names the numbers that the reform office may change, with their defaults.
    """

    id: str
    title: str | Promise
    check: Check
    severity: str = Severity.ERROR
    scope: str = AppliesTo.BOTH
    basis: str = ""
    thresholds: dict[str, int] = field(default_factory=dict)

    def applies_to(self, kind: str) -> bool:
        """Return whether the rule looks at documents of this kind (`guide` or `manual`)."""
        return self.scope in (AppliesTo.BOTH, kind)


RULES: dict[str, Rule] = {}
"""Every rule by its number; filled by importing `quality.rules`."""


def rule(id: str, title: str | Promise, **facts: Any) -> Callable[[Check], Check]:
    """Return the decorator that registers a function as the rule of this number."""

    def register(check: Check) -> Check:
        if id in RULES:
            raise RuntimeError(f"two rules are called {id}")
        RULES[id] = Rule(id, title, check, **facts)
        return check

    return register
