"""The glossary names things by the names that they have in the code."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROWS = re.findall(
    r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$",
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def names_in_code():
    """All identifiers of the rooms."""
    rooms = [
        "core",
        "guides",
        "moderation",
        "publication",
        "search",
        "feedback",
        "home",
        "api",
        "operations",
    ]
    text = "".join(
        path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py")
    )
    return set(re.findall(r"\w+", text))


def test_every_term_has_its_name_in_the_code(names_in_code):
    missing = [name for _chinese, name, _meaning in ROWS if name not in names_in_code]

    assert len(ROWS) > 30
    assert missing == []


def test_no_term_stands_twice():
    for column in (0, 1):
        terms = [row[column] for row in ROWS]
        assert len(set(terms)) == len(terms)
