"""What a PDF says and how its lines lie, as pdfium reads it."""

import re

import pypdfium2

TOUCHING = 1.5
"""Points by which two lines may overlap: the boxes of letters are taller than their ink."""


def pages_of(content):
    """Return the text of each page of a PDF."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def squeezed(text):
    """Return a text without white space: where lines break depends on fonts."""
    return re.sub(r"[\s\u200b\ufffe]+", "", text)


def body_of(content, foot):
    """Return the text of all pages without white space and without their foot."""
    pages = pages_of(content)
    body = ""
    for number, page in enumerate(pages, 1):
        text = squeezed(page)
        for line in (*foot.lines, f"{number}/{len(pages)}"):
            text = text.replace(squeezed(line), "", 1)
        body += text
    return body


def overlapping(content):
    """Return the lines of text that lie over another one, as (page, text, text)."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        textpage = page.get_textpage()
        boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
        for index, one in enumerate(boxes):
            found += [
                (number, textpage.get_text_bounded(*one), textpage.get_text_bounded(*other))
                for other in boxes[index + 1 :]
                if _overlap(one, other)
            ]
    return found


def _overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > TOUCHING and height > TOUCHING
