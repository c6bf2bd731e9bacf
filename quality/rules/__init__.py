"""The thirty rules, by subject; importing this package registers them."""

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
    results,
    time_limits,
    wording,
)
