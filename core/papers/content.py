"""What a paper says, as blocks in order; one writer makes a PDF of them, another a .docx."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.papers.flow_chart import Flow


@dataclass(frozen=True)
class Heading:
    """The heading of a section (level 1) or of a part of one (level 2)."""

    text: str
    level: int = 1
    anchor: str = ""
    """By what a table of contents leads here."""


@dataclass(frozen=True)
class Contents:
    """A table of contents (目录) on a page of its own: the headings that it leads to."""

    title: str
    headings: Sequence[Heading]


@dataclass(frozen=True)
class Paragraph:
    """Running text, each line a paragraph of its own; `label` stands before it in bold."""

    text: str
    label: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.text.split("\n") if line.strip()]


@dataclass(frozen=True)
class Items:
    """A numbered list."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Entry:
    """A bold line with text below it: an article of a law, a question with its answer."""

    title: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """Labels with their values: short ones stand two in a row, long ones alone."""

    rows: Sequence[tuple[str, str]]
    longest_half: int = 14
    """So many characters of a value fit beside another."""

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The rows of the table: one pair, or two."""
        found: list[list[tuple[str, str]]] = []
        for label, value in self.rows:
            is_short = len(value) <= self.longest_half and "\n" not in value
            if is_short and found and len(found[-1]) == 1 and self._is_short(found[-1][0]):
                found[-1].append((label, value))
            else:
                found.append([(label, value)])
        return found

    def _is_short(self, pair: tuple[str, str]) -> bool:
        return len(pair[1]) <= self.longest_half and "\n" not in pair[1]


@dataclass(frozen=True)
class Table:
    """A table with a head that repeats on each page; `widths` are shares of the line."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    caption: str = ""
    centred: frozenset[int] = frozenset({0})
    """The columns whose cells stand in the middle."""


@dataclass(frozen=True)
class Drawing:
    """A flow chart, with the same in words."""

    title: str
    flow: Flow


Block = Heading | Contents | Paragraph | Items | Entry | Facts | Table | Drawing


@dataclass(frozen=True)
class Foot:
    """What stands at the foot of each page beside its number."""

    lines: Sequence[str]
    address: str = ""
    """What the QR code leads to; without one there is none."""


@dataclass(frozen=True)
class Paper:
    """A paper in the official layout (公文版式)."""

    title: str
    number: str
    """The document's number, above the title."""
    under_title: Sequence[str]
    blocks: Sequence[Block]
    foot: Foot
    author: str = ""
    watermark: str = ""
    subject: str = field(default="")
