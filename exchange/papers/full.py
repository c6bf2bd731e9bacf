"""The full guide or manual, its short form and its list of materials, as papers."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Contents, Heading, Paper, Paragraph, Table
from exchange.papers.requirements import copies, needed
from exchange.papers.sections import BUILDERS, OF_A_MANUAL, points, sections
from exchange.papers.subject import Subject
from guides.choices import DocumentKind
from guides.showing.words import full_name, listed

SHORT = Path(__file__).parents[2] / "guides" / "outlines" / "shipped" / "short-guide-1.json"


def full_paper(subject: Subject) -> Paper:
    """Return the whole guide or manual; a manual is a book with a table of contents."""
    is_book = subject.kind == DocumentKind.MANUAL
    blocks = sections(subject.document, OF_A_MANUAL if is_book else BUILDERS)
    contents = _contents(blocks) if is_book else []
    note = subject.document["change_note"]
    changes = [Paragraph(note, pgettext("on paper", "What this version changes: "))] if note else []
    return _paper(subject, subject.title, [*contents, *blocks, *changes])


def _contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the table of contents over the sections; none where there is nothing to lead to."""
    headings = [one for one in blocks if isinstance(one, Heading) and one.level == 1]
    return [Contents(pgettext("on paper", "Contents"), headings)] if headings else []


def short_paper(subject: Subject) -> Paper:
    """Return the short form: its twelve points."""
    title = pgettext("on paper", "%(title)s (short form)") % {"title": subject.title}
    return _paper(subject, title, points(subject.document, _short_outline()))


def materials_paper(subject: Subject) -> Paper:
    """Return the list of materials, with boxes to tick."""
    title = pgettext("on paper", "Materials for %(title)s") % {"title": name_of(subject.document)}
    return _paper(subject, title, _ticked(subject.document["materials"]))


def _paper(subject: Subject, title: str, blocks: Sequence[Block]) -> Paper:
    state = [Paragraph(subject.state_words)] if subject.state_words else []
    return Paper(
        title=title,
        number=subject.document["doc_no"],
        under_title=[part for part in subject.under_title if part],
        blocks=[*state, *blocks],
        foot=subject.foot,
        author=subject.document["issuer"],
        watermark=subject.watermark,
        subject=subject.document["summary"],
    )


@cache
def _short_outline() -> list[dict[str, str]]:
    return json.loads(SHORT.read_text(encoding="utf-8"))["sections"]


def name_of(document: Mapping[str, Any]) -> str:
    """Return the item's name with its situation in brackets."""
    return full_name(document["item"])["name"]


def _ticked(given: Mapping[str, Any]) -> list[Block]:
    if not given["items"]:
        return [Paragraph(pgettext("on paper", "No material is needed."))]
    heads = (
        "",
        pgettext("on paper", "Material name"),
        pgettext("on paper", "Number of copies"),
        pgettext("on paper", "Necessity"),
        pgettext("on paper", "Note"),
    )
    rows = [
        [
            "" if one["exempt"] else "□",
            one["name"],
            copies(one),
            "\n".join(needed(one)),
            "\n".join(filter(None, [listed(one["situations"]), one["source_note"], one["note"]])),
        ]
        for one in given["items"]
    ]
    return [Table(heads, rows, (9, 56, 22, 24, 45), centred=frozenset({0, 2, 3}))]
