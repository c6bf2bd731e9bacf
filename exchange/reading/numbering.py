"""Numbering of headings and lists in every Chinese style, and splitting what it parts."""

import re

from exchange.reading.source import Span

NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+[章节部分篇项]+[、.．:：\s]*"
    r"|[（(【\[]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)】\]][、.．:：]?"
    r"|(?:[一二三四五六七八九十]{1,3})[、.．]"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[、.．]?(?!\d)\s*"
    r"|\d{1,2}[、.．)）](?!\d)"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.．]"
    r"|#{1,6}\s|[■●◆▲★※▪◇□•▶►☆○◎·]\s*|[-*]\s(?=\S))\s*"
)
INLINE = re.compile(
    r"(?:(?<=^)|(?<=[;；。，,:：\s）)]))\s*(?:(?<![\d.])\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[）)]|[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳⑴-⒇])"
)
HEADING = re.compile(
    r"\s*(?:第[一二三四五六七八九十\d]{1,4}条[、.．:：]?\s+|\d{1,2}[ \t\u3000]+(?=[一-鿿]))"
)
"""Numbers that only a heading has: before a sentence they are an article, or a count."""
ENDS = " \t\u3000;；。,，、"


def number_end(text: str, start: int = 0) -> int:
    """Return where the text after a number begins; `start` when there is no number."""
    found = NUMBER.match(text, start)
    return found.end() if found else start


def heading_end(text: str) -> int:
    """Return where the words of a heading begin: after any number, an article's too."""
    found = HEADING.match(text)
    return found.end() if found else number_end(text)


def is_numbered(text: str) -> bool:
    """Return whether a text begins with the number of a heading or list."""
    return bool(NUMBER.match(text))


def split_enumeration(text: str, span: Span) -> list[Span]:
    """Return the items of `1.… 2.… 3.…` within a span; one item when nothing is numbered."""
    part = text[span.start : span.end]
    starts = [found.start() for found in INLINE.finditer(part)]
    if len(starts) < 2:
        return [span]
    if part[: starts[0]].strip():
        starts.insert(0, 0)
    ends = [*starts[1:], len(part)]
    return [Span(span.start + a, span.start + b) for a, b in zip(starts, ends, strict=True)]


def trimmed(text: str, span: Span, ends: str = ENDS) -> Span:
    """Return a span without its number, white space and closing punctuation."""
    start, end = span.start, span.end
    found = NUMBER.match(text, start, end)
    start = found.end() if found else start
    while start < end and text[start] in " \t\u3000\n":
        start += 1
    while end > start and text[end - 1] in ends + "\n":
        end -= 1
    return Span(start, end)
