"""Attachments: their names; the files themselves are attached by hand."""

import re

from exchange.reading.draft import LOOK, Draft
from exchange.reading.readers.spans import items
from exchange.reading.sections import Section
from exchange.reading.source import Span

NAME = re.compile(r"[^、，,；;。\n]+[、，,；;。\n]?")
MARKS = " \t\u3000、，,；;。：:|《》"
NUMBER = re.compile(r"^附件\s*[一二三四五六七八九十\d]*\s*[:：、.．]?\s*")
LONGEST = 60


def read(draft: Draft, section: Section) -> None:
    """Take each name of a list as an attachment without its file."""
    draft.claim(section.label, "/attachments")
    for whole, inner in items(draft, section):
        for found in NAME.finditer(draft.source.text, inner.start, inner.end):
            name = NUMBER.sub("", found.group().strip(MARKS)).strip(MARKS)
            start = whole.start if found.start() == inner.start else found.start()
            end = whole.end if found.end() == inner.end else found.end()
            if 2 <= len(name) <= LONGEST:
                draft.append("attachments", {"name": name}, Span(start, end), LOOK)
