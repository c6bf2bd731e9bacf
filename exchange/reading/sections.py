"""Parts a source into sections: which label each line, row or cell stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange.reading.headings import FRAMED, unknown_headings
from exchange.reading.labels import target_of
from exchange.reading.numbering import heading_end, is_numbered, number_end
from exchange.reading.source import Block, Source, Span
from exchange.reading.tables import header_of

TOKEN = re.compile(r"[^\s|]+")
LABELLED = re.compile(
    r"(?:^|(?<=[\s;；。，,|）)]))([^\s:：;；。，,|]{2,26}?)"
    r"(?:[ \t]+[A-Za-z][A-Za-z ,./&'’-]{0,40}?)?\s*[:：](?!//)"
)
"""A label before its colon, with the English that may stand beside it."""
FURNITURE = re.compile(
    r"\s*(?:主办单位|承办单位|技术支持|版权所有|网站标识码|备案序号)\s*[:：]|\s*【?(?:打印本页|关闭窗口|返回顶部)】?\s*$"
    r"|.{0,20}ICP备.{0,3}\d"
)
"""What stands around every text of a portal, and below each."""
APPENDED = re.compile(r"\s*附(?:件|表)?\s*[:：](?=\s*\S)")
"""What begins a list of attachments below a text."""
DETAIL = re.compile(r"(?:联系|通讯|机关|法院)?(?:地址|电话|方式|网址|期限)\s*[:：]?")
"""Labels of details that belong to what is named just before."""
ONE_TABLE = "extra_table."
"""How targets begin under which one table stands, whatever its cells are called."""
LIST_TARGETS = frozenset({
    "conditions", "materials", "process", "legal_bases", "conditions.prohibitions",
    "contacts.rights", "contacts.duties", "faqs",
})  # fmt: skip


@dataclass
class Section:
    """A stretch of the source under one label: its target, the label, and what stands there."""

    target: str
    label: Span | None
    content: list[Block] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """The columns, where the content are the rows of a table."""
    is_guessed: bool = False
    """Whether its label is none that is known."""


def sections_of(source: Source) -> list[Section]:
    """Return the sections of a source in order; the first has the target `start`."""
    found = [Section("start", None)]
    unknown = unknown_headings(source)
    for block in source.blocks:
        if FURNITURE.match(source.of(block)):
            found.append(Section("none", None, [block]))
        elif block.start in unknown:
            heading, target = unknown[block.start]
            rest = Block(heading.end, block.end)
            content = [rest] if source.of(rest).strip() else []
            found.append(Section(target, heading, content, is_guessed=True))
        else:
            _place(source, block, found)
    return found


def _place(source: Source, block: Block, found: list[Section]) -> None:
    """Put a block into the section that is open, or open the ones that it begins."""
    last = found[-1]
    if last.target.startswith(ONE_TABLE) and block.cells and _is_same_table(last, block):
        last.content.append(block)
        return
    cells = list(block.cells) or _tokens(source, block)
    texts = [source.of(cell) for cell in cells]
    hint = _table_hint(last)
    if len(cells) > 1 and (header := header_of(texts, hint)) and not _is_pairs(texts, block):
        found.append(Section(header[0], Span(block.start, block.end), [], header[1]))
        return
    if last.columns and _belongs(source, block, last):
        last.content.append(block)
        return
    opened = list(_opened(source, block))
    if opened:
        _add(source, found, opened)
    elif last.columns:
        found.append(Section(_after_table(found, source.of(block)), None, [block]))
    else:
        last.content.append(block)


def _is_same_table(section: Section, block: Block) -> bool:
    return not section.content or section.content[0].table == block.table


def _add(source: Source, found: list[Section], opened: list[Section]) -> None:
    """Add sections; address and phone of a review body or court stay with it.

    Their labels are those of the windows.
    """
    for one in opened:
        last = found[-1]
        is_detail = one.label and DETAIL.fullmatch(source.of(one.label).strip())
        if one.label and is_detail and last.target.startswith("contacts.remedies"):
            end = one.content[-1].end if one.content else one.label.end
            last.content.append(Block(one.label.start, end))
        else:
            found.append(one)


def _after_table(found: list[Section], text: str) -> str:
    """Return the target of a line after a table: the section around it when it is numbered."""
    around = next((one.target for one in reversed(found) if not one.columns), "start")
    return around if is_numbered(text) else "none"


def _table_hint(section: Section) -> str:
    return {"process": "steps", "process.special_procedures": "special_procedures"}.get(
        section.target, section.target
    )


def _tokens(source: Source, block: Block) -> list[Span]:
    text = source.of(block)
    return [
        Span(block.start + found.start(), block.start + found.end())
        for found in TOKEN.finditer(text)
    ]


def _is_pairs(texts: list[str], block: Block) -> bool:
    """Return whether a row reads label, value, label, value rather than as a header."""
    known = [target_of(text) is not None for text in texts]
    return (
        bool(block.cells)
        and known[0]
        and not all(one or not text.strip() for one, text in zip(known, texts, strict=True))
        and not any(known[1::2])
    )


def _belongs(source: Source, block: Block, table: Section) -> bool:
    """Return whether a block is a row of the table above it."""
    if block.cells:
        target = target_of(source.of(block.cells[0]))
        return target is None or target.startswith(table.target)
    text = source.of(block)
    start = heading_end(text)
    if target_of(text[start:]) or list(_opened(source, block)):
        return False
    return len(text.split()) > 1


def _opened(source: Source, block: Block) -> Iterator[Section]:
    """Yield the sections that a block opens: a heading, or labels with their values."""
    if block.cells:
        yield from _of_cells(source, block)
        return
    text = source.of(block)
    start = heading_end(text)
    if appended := APPENDED.match(text):
        rest = Block(block.start + appended.end(), block.end)
        yield Section("attachments", Span(block.start, rest.start), [rest])
        return
    if target := target_of(text[start:]):
        yield Section(target, Span(block.start, block.end))
        return
    pairs = _labelled(text, start)
    if not pairs:
        pairs = _spaced(text, start)
    for number, (label_start, label_end, value_start, target) in enumerate(pairs):
        end = pairs[number + 1][0] if number + 1 < len(pairs) else len(text)
        label = Span(block.start + label_start, block.start + label_end)
        value = Block(block.start + value_start, block.start + end)
        content = [value] if source.of(value).strip() else []
        yield Section(target, label, content)


def _labelled(text: str, start: int) -> list[tuple[int, int, int, str]]:
    """Return (label start, label end, value start, target) for `label：value` in a line, or for
    `【label】value`.
    """
    found: list[tuple[int, int, int, str]] = []
    if (framed := FRAMED.match(text, start)) and (target := target_of(framed.group(1))):
        return [(0, framed.end(), framed.end(), target)]
    for match in LABELLED.finditer(text):
        at = number_end(text, match.start(1))
        label_start = at if at < match.end(1) else match.start(1)
        target = target_of(text[label_start : match.end(1)])
        begins = label_start <= start or not text[start : match.start(1)].strip()
        if target and (begins or found):
            first = 0 if begins else match.start(1)
            found.append((first, match.end(), match.end(), target))
    return found


def _spaced(text: str, start: int) -> list[tuple[int, int, int, str]]:
    """Return the same for `label value label value`, parted by white space."""
    tokens = [(m.start(), m.end()) for m in TOKEN.finditer(text, start)]
    if not tokens or not target_of(text[tokens[0][0] : tokens[0][1]]):
        return []
    found = []
    for first, last in tokens:
        if target := target_of(text[first:last]):
            found.append((0 if not found else first, last, last, target))
    return found


def _of_cells(source: Source, block: Block) -> Iterator[Section]:
    """Yield sections for the labels among a row's cells; nothing when the first is none."""
    cells = list(block.cells)
    first = next((cell for cell in cells if source.of(cell).strip()), None)
    if first is None:
        return
    text = source.of(first)
    if target_of(text[number_end(text) :]) is None:
        if len([cell for cell in cells if source.of(cell).strip()]) == 1:
            yield from _opened(source, Block(first.start, first.end))
        return
    section: Section | None = None
    for number, cell in enumerate(cells):
        text = source.of(cell)
        target = target_of(text[number_end(text) :]) if text.strip() else None
        is_value = section and not section.content and number % 2 and len(cells) % 2 == 0
        if target and not is_value:
            if section:
                yield section
            section = Section(target, cell)
        elif section and text.strip():
            section.content.append(Block(cell.start, cell.end))
    if section:
        yield section
