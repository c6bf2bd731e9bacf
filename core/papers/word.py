"""Papers as .docx in the official layout: A4, 黑体 titles, 宋体 text, a foot on every page."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from core.papers.content import (
    Block,
    Contents,
    Drawing,
    Entry,
    Facts,
    Foot,
    Heading,
    Items,
    Paper,
    Paragraph,
    Table,
)
from core.papers.qr import qr_png

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
LINE_WIDTH = 156
"""Millimetres between the margins."""
BODY, SMALL, TITLE, SECTION = Pt(10.5), Pt(9), Pt(15), Pt(12)
LABEL = 24
SHADE = "EEF2F5"
WATERMARK = (
    '<w:pict {ns} xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    "</v:shapetype>"
    '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{text}"'
    ' style="position:absolute;width:360pt;height:150pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin"'
    ' fillcolor="#d9d9d9" stroked="f"><v:textpath style="font-family:SimHei;font-size:1pt"'
    ' string="{text}"/></v:shape></w:pict>'
)

CELL_MARGINS = (
    '<w:tblCellMar {}><w:top w:w="45" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
"""In twentieths of a point."""

Picture = Callable[[Drawing], bytes | None]


def docx_of(paper: Paper, *, number_label: str, picture: Picture) -> bytes:
    """Return the .docx of a paper.

    `picture` gives a drawing as PNG, or None where none can be made: then its words stand alone.
    """
    document = Document()
    _set_page(document)
    _set_language(document)
    _set_styles(document)
    _set_properties(document, paper)
    _foot(document, paper.foot)
    if paper.watermark:
        _watermark(document, paper.watermark)
    if paper.number:
        _line(document, f"{number_label}{paper.number}", size=SMALL, align=WD_ALIGN_PARAGRAPH.RIGHT)
    document.add_paragraph(paper.title, style="Title")
    if paper.under_title:
        _line(document, "　　".join(paper.under_title), align=WD_ALIGN_PARAGRAPH.CENTER)
    for block in paper.blocks:
        if isinstance(block, Drawing):
            _drawing(document, block, picture(block))
        else:
            WRITERS[type(block)](document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(37), Mm(26)
    section.bottom_margin, section.left_margin = Mm(35), Mm(28)
    section.footer_distance = Mm(12)


def _set_language(document: Any) -> None:
    """Let programs set the text as Chinese: its punctuation, its fonts, its line breaks."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")


def _set_styles(document: Any) -> None:
    for name, font, size in (
        ("Normal", SONG, BODY),
        ("Title", HEI, TITLE),
        ("Heading 1", HEI, SECTION),
        ("Heading 2", HEI, BODY),
        ("Caption", HEI, BODY),
        ("Footer", SONG, SMALL),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = LATIN, size
        style.font.bold = font == HEI
        style.font.italic, style.font.color.rgb = False, None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        _black(style)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.35
    title = document.styles["Title"].paragraph_format
    title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(6)
    _without_border(document.styles["Title"])
    document.styles["Heading 1"].paragraph_format.space_before = Pt(14)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(4)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(6)


def _black(style: Any) -> None:
    for colour in style.element.get_or_add_rPr().findall(qn("w:color")):
        colour.getparent().remove(colour)


def _without_border(style: Any) -> None:
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def _set_properties(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = paper.title[:255], paper.author[:255]
    properties.subject, properties.language = paper.subject[:255], "zh-CN"
    properties.comments = ""


def _line(
    document: Any, text: str, *, size: Pt | None = None, align: Any = WD_ALIGN_PARAGRAPH.LEFT
) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    if size is not None:
        run.font.size = size
    paragraph.alignment = align
    return paragraph


def _hei(run: Any) -> None:
    """Set a run in 黑体."""
    run.bold = True
    run.font.name = LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEI)


def _heading(document: Any, block: Heading) -> None:
    document.add_paragraph(block.text, style=f"Heading {block.level}")


def _contents(document: Any, block: Contents) -> None:
    """Write the table of contents as Word's own, which finds the pages when it is opened."""
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _hei(title.add_run(block.title))
    first = document.add_paragraph()
    _field(first, "begin", dirty=True)
    _command(first, 'TOC \\o "1-1" \\h \\z')
    _field(first, "separate")
    last = first
    for number, heading in enumerate(block.headings):
        last = document.add_paragraph() if number else first
        last.add_run(heading.text)
    _field(last, "end")
    document.add_page_break()


def _field(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    """Begin, separate or end a field of Word; a `dirty` one is worked out on opening."""
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._element.append(mark)


def _command(paragraph: Any, code: str) -> None:
    """Write what a field works out."""
    mark = OxmlElement("w:instrText")
    mark.text = code
    paragraph.add_run()._element.append(mark)


def _paragraph(document: Any, block: Paragraph) -> None:
    for number, line in enumerate(block.lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(21)
        if block.label and number == 0:
            _hei(paragraph.add_run(block.label))
        paragraph.add_run(line)


def _items(document: Any, block: Items) -> None:
    """Write a list with its numbers as text: they survive copying, and any program."""
    for number, text in enumerate(block.texts, 1):
        paragraph = document.add_paragraph(f"{number}. {text}")
        paragraph.paragraph_format.left_indent = Mm(7)
        paragraph.paragraph_format.first_line_indent = Mm(-6)


def _entry(document: Any, block: Entry) -> None:
    title = document.add_paragraph()
    _hei(title.add_run(block.title))
    title.paragraph_format.keep_with_next = True
    for line in block.text.split("\n") if block.text else []:
        document.add_paragraph(line).paragraph_format.left_indent = Mm(7)
    if block.note:
        note = _line(document, block.note, size=SMALL)
        note.paragraph_format.left_indent = Mm(7)


def _facts(document: Any, block: Facts) -> None:
    widths = (LABEL, LINE_WIDTH / 2 - LABEL + 4, LABEL, LINE_WIDTH / 2 - LABEL - 4)
    table = _grid(document, len(block.lines), widths)
    for row, line in zip(table.rows, block.lines, strict=True):
        cells = row.cells
        values = [cells[1], cells[3]]
        if len(line) == 1:
            values = [cells[1].merge(cells[3])]
        for (label, value), head, cell in zip(line, (cells[0], cells[2]), values, strict=False):
            _fill(head, label, head=True)
            _fill(cell, value)


def _table(document: Any, block: Table) -> None:
    whole = sum(block.widths)
    widths = [LINE_WIDTH * width / whole for width in block.widths]
    table = _grid(document, len(block.rows) + 1, widths)
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        _fill(cell, head, head=True, centred=True)
    _mark(table.rows[0], "w:tblHeader")
    for row, texts in zip(table.rows[1:], block.rows, strict=True):
        for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell, text, centred=number in block.centred)


def _grid(document: Any, rows: int, widths: Sequence[float]) -> Any:
    table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.append(parse_xml(CELL_MARGINS.format(nsdecls("w"))))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(cell: Any, text: str, *, head: bool = False, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph = cell.add_paragraph()
        run = paragraph.add_run(line)
        run.font.size = SMALL
        if head:
            _hei(run)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if head:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>')
        cell._tc.get_or_add_tcPr().append(shade)


def _drawing(document: Any, block: Drawing, png: bytes | None) -> None:
    document.add_paragraph(block.title, style="Heading 2")
    if png is None:
        return
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(BytesIO(png), width=Mm(132))
    if shape.height > Mm(190):
        shape.width, shape.height = int(shape.width * Mm(190) / shape.height), Mm(190)
    shape._inline.docPr.set("descr", block.flow.words)
    shape._inline.docPr.set("title", block.title)


def _foot(document: Any, foot: Foot) -> None:
    """Write the foot of every page: lines, the page's number, the QR code."""
    footer = document.sections[0].footer
    table = footer.add_table(rows=1, cols=3, width=Mm(LINE_WIDTH))
    table.autofit = False
    widths = (112, 20, 24)
    words, number, code = table.rows[0].cells
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        column.cells[0].width = Mm(width)
    words.paragraphs[0].text = foot.lines[0]
    for line in foot.lines[1:]:
        words.add_paragraph(line, style="Footer")
    words.paragraphs[0].style = document.styles["Footer"]
    _page_number(number.paragraphs[0], document)
    if foot.address:
        run = code.paragraphs[0].add_run()
        run.add_picture(BytesIO(qr_png(foot.address)), width=Mm(20))
        code.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    border = '<w:tblBorders {}><w:top w:val="single" w:sz="6" w:color="000000"/></w:tblBorders>'
    table._tbl.tblPr.append(parse_xml(border.format(nsdecls("w"))))
    # The paragraph that a footer begins with would push the table down by a line.
    footer.paragraphs[0].paragraph_format.line_spacing = Pt(1)


def _page_number(paragraph: Any, document: Any) -> None:
    paragraph.style = document.styles["Footer"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for code in ("PAGE", "NUMPAGES"):
        if code == "NUMPAGES":
            paragraph.add_run(" / ")
        _field(paragraph, "begin")
        _command(paragraph, code)
        _field(paragraph, "end")


def _watermark(document: Any, text: str) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run()._r.append(parse_xml(WATERMARK.format(ns=nsdecls("w"), text=text)))


WRITERS: dict[type[Block], Callable[[Any, Any], None]] = {
    Heading: _heading,
    Contents: _contents,
    Paragraph: _paragraph,
    Items: _items,
    Entry: _entry,
    Facts: _facts,
    Table: _table,
}
