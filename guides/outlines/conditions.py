"""The rule of a conditional section: from facts and values to words, and to choices of a form."""

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guides.outlines.paths import Fact, facts_of, words_of

SEPARATOR = "="


def rule_in_words(kind: str, condition: Mapping[str, list[Any]]) -> str:
    """Return a rule as a clause, such as `when “Item type” is “Administrative licence”`."""
    facts = {fact.path: fact for fact in facts_of(kind)}
    clauses = [
        _("“%(fact)s” is %(values)s")
        % {"fact": words_of(kind, path), "values": _values_in_words(facts.get(path), values)}
        for path, values in condition.items()
    ]
    if not clauses:
        return ""
    return _("when %(clauses)s") % {"clauses": pgettext("between clauses", " and ").join(clauses)}


def _values_in_words(fact: Fact | None, values: list[Any]) -> str:
    if len(values) > 2 and all(type(one) is int for one in values) and _is_row(values):
        return _("%(first)s to %(last)s") % {"first": values[0], "last": values[-1]}
    words = [f"“{value_in_words(fact, one)}”" for one in values]
    return pgettext("between values", " or ").join(words)


def _is_row(numbers):
    return all(after - before == 1 for before, after in pairwise(numbers))


def value_in_words(fact: Fact | None, value: Any) -> str:
    """Return what a value of a fact is called."""
    if value is None:
        return _("not said")
    # `True` is no number here, though Python counts it as 1.
    known = fact.values if fact else ()
    found = (label for one, label in known if one == value and type(one) is type(value))
    return next(found, str(value))


def encoded(path: str, value: Any) -> str:
    """Return the value of a form's box for a fact and a value."""
    return f"{path}{SEPARATOR}{json.dumps(value, ensure_ascii=False)}"


def encoded_rule(condition: Mapping[str, list[Any]]) -> list[str]:
    """Return the boxes that are ticked for a rule."""
    return [encoded(path, one) for path, values in condition.items() for one in values]


def decoded_rule(boxes: Iterable[str]) -> dict[str, list[Any]]:
    """Return the rule that ticked boxes make: any value of a fact, all facts."""
    rule: dict[str, list[Any]] = {}
    for box in boxes:
        path, _separator, value = box.partition(SEPARATOR)
        rule.setdefault(path, []).append(json.loads(value))
    return rule


def boxes_of(
    kind: str, condition: Mapping[str, list[Any]]
) -> list[tuple[Fact, list[tuple[str, str]]]]:
    """Return (Fact, [(box, in words)]) of all that a rule can ask, with what this one asks besides.

    The values that a rule names already stay offered, though no code list has them.
    """
    facts = facts_of(kind)
    known = {fact.path for fact in facts}
    others = [
        Fact(path, words_of(kind, path), tuple((one, value_in_words(None, one)) for one in values))
        for path, values in condition.items()
        if path not in known
    ]
    return [(fact, _boxes(fact, condition.get(fact.path, []))) for fact in [*facts, *others]]


def _boxes(fact, named):
    offered = [encoded(fact.path, value) for value, _label in fact.values]
    boxes = [(box, label) for box, (_value, label) in zip(offered, fact.values, strict=True)]
    more = [None, *(one for one in named if one is not None)]
    return boxes + [
        (box, value_in_words(fact, one))
        for one in more
        if (box := encoded(fact.path, one)) not in offered
    ]
