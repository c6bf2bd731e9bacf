"""The rules, by subject; importing this package registers them."""

from quality.rules import (  # noqa: F401  each registers its rules
    agreement,
    bases,
    catalogue,
    conditions,
    fees,
    filling,
    freshness,
    handling,
    materials,
    people,
    phones,
    procedure,
    question_tree,
    results,
    time_limits,
    wording,
)
