"""What code and documents cite can be read here: papers of this repository, numbers that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_house_rules import python_files, tracked

ROOT = Path(settings.BASE_DIR)
PAPERS_OF_ELSEWHERE = re.compile(
    r"\b(?:design|domain|house(?:-style)?|pitfalls|interfaces|services|visual|faults|helper)\.md\b"
    r"|\breviews/|\bcases/faults"
)
PATH_OF_A_PAPER = re.compile(r"\bdocs/[\w./-]+\.(?:md|json|toml|png)\b")
NUMBER_OF_AN_ADR = re.compile(r"\bADR (\d{4})\b")
KEY_IN_BRACKETS = re.compile(r"\(([A-P]\d{0,2})(?:[–,] ?([A-P]\d{0,2}))?\)")
TEXTS = {".py", ".md", ".html", ".js", ".css", ".toml", ".sh", ".conf", ".in", ".po"}


def texts():
    """Yield (path below the root, text) of everything that people read, this test left out."""
    for path in tracked():
        if path.suffix in TEXTS and path != Path(__file__):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def keys_of_the_template():
    text = (ROOT / "docs/template.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"^\| ([A-P]\d{0,2}) \|", text, re.MULTILINE))
    return keys | {key[0] for key in keys}


def docstrings_of_the_document():
    for path in python_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("guides/document/", "guides/models/", "guides/showing/")):
            yield name, path.read_text(encoding="utf-8")


def test_nothing_cites_a_paper_that_is_not_here():
    cited = [
        f"{name}: {found[0]}"
        for name, text in texts()
        if (found := PAPERS_OF_ELSEWHERE.search(text))
    ]

    assert cited == []


def test_papers_that_are_cited_exist():
    missing = [
        f"{name}: {cited}"
        for name, text in texts()
        for cited in PATH_OF_A_PAPER.findall(text)
        if not (ROOT / cited).exists()
    ]

    assert missing == []


def test_decisions_that_are_cited_exist():
    there = {page.name[:4] for page in (ROOT / "docs/adr").glob("*.md")}
    missing = [
        f"{name}: ADR {number}"
        for name, text in texts()
        for number in NUMBER_OF_AN_ADR.findall(text)
        if number not in there
    ]

    assert missing == []


def test_keys_of_fields_stand_in_the_template():
    known = keys_of_the_template()
    cited = {
        (name, key)
        for name, text in docstrings_of_the_document()
        for pair in KEY_IN_BRACKETS.findall(text)
        for key in pair
        if key
    }

    assert len(cited) > 20
    assert {one for one in cited if one[1] not in known} == set()


@pytest.mark.parametrize(
    "text", ["see `domain.md` section 2", "as house.md asks", "reviews/search.md", "design.md"]
)
def test_a_paper_of_elsewhere_is_seen(text):
    assert PAPERS_OF_ELSEWHERE.search(text)


@pytest.mark.parametrize("text", ["docs/glossary.md", "`redesign.md`", "the services of a machine"])
def test_other_words_are_let_through(text):
    assert not PAPERS_OF_ELSEWHERE.search(text)
