"""Legal bases: citations in running text, or a table of them."""

import re

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.readers.spans import items, rows
from exchange.reading.sections import Section
from exchange.reading.source import Span
from guides.laws.citations import find_citations

TEXT_AFTER = re.compile(r"^\s*(?:规定)?\s*[:：]\s*")

GROUP = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?"
    r"(?:法律|行政法规|法规|地方性法规|部门规章|地方政府规章|规章|(?:其他)?规范性文件|(?:国务院)?文件|政策)"
    r"(?:依据)?\s*[:：]?\s*"
)
"""The heading of a group of bases of one rank."""


def read(draft: Draft, section: Section) -> None:
    """Take each citation as one basis; the words after its colon are the article's text."""
    draft.claim(section.label, "/legal_bases")
    if section.columns:
        for whole, cells in rows(draft, section):
            _row(draft, whole, cells)
        return
    for whole, _inner in items(draft, section):
        _line(draft, whole)


def _line(draft: Draft, line: Span) -> None:
    text = draft.source.of(line)
    found = find_citations(text)
    for number, one in enumerate(found):
        end = found[number + 1].start if number + 1 < len(found) else len(text)
        start = one.start if number else 0
        after = text[one.end : end]
        row = {
            "category": "establishment",
            "title": one.title,
            "document_no": one.document_no,
            "article": one.article,
        }
        if words := TEXT_AFTER.match(after):
            row["text"] = after[words.end() :].strip(" ，,;；、")
        sure = SURE if one.article else LOOK
        draft.append("legal_bases", row, Span(line.start + start, line.start + end), sure)
    if not found and GROUP.fullmatch(text):
        draft.claim(line, "/legal_bases")
    elif not found and draft.rows("legal_bases") and len(text.strip()) > 8:
        last = draft.rows("legal_bases")[-1]
        last["text"] = "\n".join(filter(None, [last.get("text", ""), text.strip()]))
        draft.claim(line, f"/legal_bases/{len(draft.rows('legal_bases')) - 1}/text", LOOK)


def _row(draft: Draft, whole: Span, cells: dict[str, Span]) -> None:
    row = {key: draft.source.of(cell).strip() for key, cell in cells.items() if key != "number"}
    if date := re.search(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", row.pop("effective_on", "")):
        year, month, day = map(int, date.groups())
        row["effective_on"] = f"{year:04}-{month:02}-{day:02}"
    if row.get("title"):
        row["title"] = row["title"].strip("《》")
        draft.append("legal_bases", {"category": "establishment"} | row, whole)
