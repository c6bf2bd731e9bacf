"""What stands on printed pages: the letters with their places, and those that lie on each other."""

from dataclasses import dataclass

import pypdfium2

LEAST = 1
"""Points; letters of one word may touch by less."""
SHARE = 0.15


@dataclass(frozen=True)
class Letter:
    """One letter on a page, by the box of its ink (points, from below left)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def covers(self, other):
        """Return whether two letters lie on each other."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        smaller = min(self.size, other.size)
        return width > LEAST and height > LEAST and width * height > SHARE * smaller

    @property
    def size(self):
        """The area of the box."""
        return (self.right - self.left) * (self.top - self.bottom)


def pages_of(pdf):
    """Return, for each page of a PDF's bytes, its letters from top to bottom and its text."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(page) for page in document]


def _page(page):
    text = page.get_textpage()
    whole = text.get_text_range()
    letters = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        left, bottom, right, top = text.get_charbox(index)
        if letter.strip() and right > left and top > bottom:
            letters.append(Letter(letter, left, bottom, right, top))
    return sorted(letters, key=lambda one: -one.top), whole


def overlaps(letters):
    """Return pairs of letters of one page, sorted from top to bottom, that lie on each other."""
    found = []
    for place, upper in enumerate(letters):
        for lower in letters[place + 1 :]:
            if lower.top < upper.bottom:
                break
            if upper.covers(lower):
                found.append(f"{upper.text}/{lower.text} at {upper.left:.0f},{upper.bottom:.0f}")
    return found
