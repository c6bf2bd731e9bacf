"""Precision and recall of the rules' errors on guide texts, against what was written by hand."""

import sys
from pathlib import Path

import pytest

from exchange.linting import lint_file
from tests.exchange import word_guides
from tests.exchange.expected_findings import EXPECTED, OWN
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


def counted(path, expected):
    """Return (text, errors expected, found, of those expected found, of those found expected)."""
    found = errors_in(path)
    right = [
        (rule, pointer)
        for rule, pointer in found
        if any(rule == one and f"{pointer}/".startswith(f"{place}/") for one, place in expected)
    ]
    return path.stem, len(expected), len(found), len(matched(expected, found)), len(right)


def assert_found(rows, capsys):
    """Print the table of rows and hold its sums against precision and recall."""
    with capsys.disabled():
        sys.stdout.write("\ntext, expected, found, recall, precision\n")
        for name, expected, found, hit, right in rows:
            shares = f"{hit / expected:.2f}, {right / found:.2f}"
            sys.stdout.write(f"{name}, {expected}, {found}, {shares}\n")
    expected, found, hit, right = (sum(column) for column in list(zip(*rows, strict=True))[1:])
    assert right / found >= PRECISION
    assert hit / expected >= RECALL


def test_precision_and_recall_of_errors(capsys):
    assert_found([counted(path, EXPECTED[path.stem]) for path in TEXTS], capsys)


def test_precision_and_recall_of_errors_in_texts_of_other_habits(capsys, tmp_path):
    folder = Path(__file__).parent / "own_guides"
    texts = [folder / f"{name}.txt" for name in OWN if (folder / f"{name}.txt").exists()]
    texts += [
        word_guides.bookshop(tmp_path / "出版物零售单位设立.docx"),
        word_guides.medical_devices(tmp_path / "第二类医疗器械经营备案.docx"),
    ]

    rows = [counted(path, OWN[path.stem]) for path in texts]

    assert len(rows) == len(OWN)
    assert_found(rows, capsys)
