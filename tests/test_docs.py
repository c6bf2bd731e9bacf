"""The documents keep their promises: links lead somewhere, both READMEs stay in step."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_house_rules import tracked

ROOT = Path(settings.BASE_DIR)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_local_link_leads_somewhere(page):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_both_readmes_have_the_same_parts_and_links():
    def shape(name):
        text = (ROOT / name).read_text(encoding="utf-8")
        links = [link for link in LINK.findall(text) if not link.startswith("README")]
        return len(re.findall(r"^#+ ", text, re.MULTILINE)), links

    assert shape("README.md") == shape("README.zh.md")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_tree_of_the_readme_is_the_one_of_the_project(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    tree = next(part for part in text.split("```") if "site/config/" in part)
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if path.parent != ROOT}

    told = {one.partition("/")[0] for one in re.findall(r"[a-z]+/[a-z/]*", tree)}

    assert told == {one for one in folders if not one.startswith(".")}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_directions_of_the_readme_are_those_of_the_linter(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    told = re.search(r"`(core < [^`]+)`", text)[1]
    settings_of_tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings_of_tools["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")

    lines = [set(re.findall(r"[a-z]+", line)) for line in told.split("<")]

    assert lines == [set(line.split(" | ")) for line in reversed(layers) if line != "config"]


def test_every_adr_has_status_context_decision_and_consequences():
    for page in sorted((ROOT / "docs" / "adr").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        parts = ["Status: ", "## Context", "## Decision", "## Consequences"]
        assert [part for part in parts if part not in text] == [], page.name


def test_adr_numbers_are_unique_and_stand_in_the_heading():
    pages = list((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [page.name[:4] for page in pages]

    wrong = [
        one.name for one in pages if not one.read_text("utf-8").startswith(f"# {one.name[:4]} ")
    ]

    assert len(set(numbers)) == len(numbers)
    assert wrong == []


FAULTS = {"A": 13, "B": 12, "C": 8, "D": 8, "E": 8, "F": 8}
"""How many faults of each letter were found by trying the system."""


def rows_of_faults():
    """Return the rows of the table of closed faults as lists of cells: number, tests, the rest."""
    text = (ROOT / "docs" / "faults-closed.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip() != "number"]


def test_every_fault_has_a_row():
    named = {number for row in rows_of_faults() for number in re.findall(r"[A-F]\d+", row[0])}
    wanted = {f"{letter}{n}" for letter, count in FAULTS.items() for n in range(1, count + 1)}

    assert sorted(wanted - named) == []


def test_every_row_of_a_fault_names_tests_that_exist():
    without = [row[0] for row in rows_of_faults() if not re.search(r"`(tests|docs)/", row[1])]
    named = {
        one for row in rows_of_faults() for one in re.findall(r"`((?:tests|docs)/[\w/.]+)", row[1])
    }
    functions = {one for row in rows_of_faults() for one in re.findall(r"[`:](test_\w+)`", row[1])}
    defined = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert without == []
    assert sorted(one for one in named if not (ROOT / one).exists()) == []
    assert sorted(one for one in functions if f"def {one}(" not in defined) == []
