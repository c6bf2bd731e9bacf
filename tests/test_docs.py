"""The documents keep their promises: links lead somewhere, both READMEs stay in step."""

import re
from pathlib import Path

import pytest
from django.conf import settings

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


def test_every_adr_has_status_context_decision_and_consequences():
    for page in sorted((ROOT / "docs" / "adr").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        parts = ["Status: ", "## Context", "## Decision", "## Consequences"]
        assert [part for part in parts if part not in text] == [], page.name


def test_adr_numbers_are_unique():
    numbers = [page.name[:4] for page in (ROOT / "docs" / "adr").glob("*.md")]

    assert len(set(numbers)) == len(numbers)
