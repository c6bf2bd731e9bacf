"""Precision and recall of the rules' errors on real texts, against what was written by hand."""

import sys

import pytest

from exchange.linting import lint_file
from tests.exchange.expected_findings import EXPECTED
from tests.exchange.real_guides import TEXTS

pytestmark = pytest.mark.django_db
PRECISION, RECALL = 0.95, 0.9


def errors_in(path):
    return [(one.rule, one.pointer) for one in lint_file(path) if one.severity == "error"]


def matched(expected, found):
    """Return the expected errors that were found: the same rule at the place, or within it."""
    return [
        (rule, place)
        for rule, place in expected
        if any(rule == one and f"{pointer}/".startswith(f"{place}/") for one, pointer in found)
    ]


def test_precision_and_recall_of_errors(capsys):
    rows, hits, right, all_found, all_expected = [], 0, 0, 0, 0
    for path in TEXTS:
        expected, found = EXPECTED[path.stem], errors_in(path)
        hit = matched(expected, found)
        wanted = [
            one
            for one in found
            if any(
                one[0] == rule and f"{one[1]}/".startswith(f"{place}/") for rule, place in expected
            )
        ]
        rows.append((path.stem, len(expected), len(found), len(hit), len(wanted)))
        hits, right = hits + len(hit), right + len(wanted)
        all_found, all_expected = all_found + len(found), all_expected + len(expected)

    with capsys.disabled():
        sys.stdout.write("\ntext, expected, found, recall, precision\n")
        for name, expected, found, hit, wanted in rows:
            shares = f"{hit / expected:.2f}, {wanted / found:.2f}"
            sys.stdout.write(f"{name}, {expected}, {found}, {shares}\n")

    assert right / all_found >= PRECISION
    assert hits / all_expected >= RECALL
