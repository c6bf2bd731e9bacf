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


def test_adr_numbers_are_unique():
    numbers = [page.name[:4] for page in (ROOT / "docs" / "adr").glob("*.md")]

    assert len(set(numbers)) == len(numbers)
