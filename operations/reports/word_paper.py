"""A report as .docx in the official layout: margins, typefaces, tables, charts as pictures."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from operations.reports.building import DEMO, Built
from operations.reports.pictures import bars_png

SONG, HEI, MONO = "SimSun", "SimHei", "Courier New"
TEXT, SMALL, TITLE, HEADING, QUERY = Pt(12), Pt(10.5), Pt(18), Pt(14), Pt(8)
TEXT_WIDTH = Mm(156)
COLUMNS = ("类别", "指标", "权重", "标准", "实际", "得分", "自评")
WIDTHS = (Mm(12), Mm(30), Mm(12), Mm(38), Mm(36), Mm(14), Mm(14))


def docx_of(built: Built) -> bytes:
    """Return the report as the bytes of a .docx file."""
    number_and_day = (
        f"报告编号 {built.number}　　数据截至 {timezone.localtime(built.drawn_at):%Y-%m-%d}"
    )
    paper = new_paper(number_and_day, is_demo=built.period.is_demo)
    day = date_format(timezone.localtime(built.drawn_at), "Y 年 n 月 j 日")
    title(paper, built.title, f"{built.body}　{day}")
    if built.period.is_demo:
        paragraph(paper, f"{DEMO}：本报告由模拟的一年生成，不是任何城市的真实数据，不作评价依据。")
    for chapter in built.chapters:
        heading(paper, chapter.heading)
        for block in chapter.blocks:
            if block["heading"]:
                heading(paper, block["heading"], level=2)
            for text in block["filled"].split("\n"):
                paragraph(paper, text)
            if block["key"] == "conclusion":
                _scores(paper, built)
            if block["key"] == "output":
                _charts(paper, built)
    _appendix(paper, built)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def new_paper(number: str, *, is_demo: bool = False) -> Any:
    """Return an empty paper in the official layout, its number and pages in the foot."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = paper.styles["Normal"]
    _typeface(style.font, style.element, SONG, TEXT)
    paper.styles["Footer"].font.size = SMALL  # also of the numbers that a reader's program writes
    foot = section.footer.paragraphs[0]
    run(foot, f"{number}　　", SMALL)
    _field(foot, "PAGE")
    run(foot, " / ", SMALL)
    _field(foot, "NUMPAGES")
    if is_demo:
        run(section.header.paragraphs[0], f"{DEMO}数据，不作评价依据", SMALL)
    return paper


def title(paper: Any, first: str, second: str) -> None:
    """Write the title of a paper, and the line below it."""
    for text, size, font in ((first, TITLE, HEI), (second, TEXT, SONG)):
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run(line, text, size, font).bold = font == HEI


def heading(paper: Any, text: str, level: int = 1) -> None:
    """Write a heading that stays with what follows."""
    line = paper.add_paragraph(style=f"Heading {level}")
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(12), Pt(4)
    run(line, text, HEADING if level == 1 else TEXT, HEI)


def paragraph(paper: Any, text: str) -> None:
    """Write a paragraph of the text."""
    line = paper.add_paragraph()
    line.paragraph_format.first_line_indent = Pt(24)
    line.paragraph_format.line_spacing = 1.5
    run(line, text, TEXT)


def _scores(paper, built):
    grid = table(paper, COLUMNS, WIDTHS)
    for category, _weight, _score, lines in built.groups:
        for one in lines:
            shown = one.figure.shown or one.figure.missing
            cells = (
                category.label, one.indicator.name, f"{float(one.indicator.weight):g}",
                one.indicator.standard, shown, number(one.score), number(one.own_score),
            )  # fmt: skip
            row(grid, cells, WIDTHS)
    weight = sum(one.indicator.weight for one in built.lines)
    total = (
        "合计",
        "",
        f"{float(weight):g}",
        "",
        "没有数据的不计分",
        number(built.score),
        number(built.own_total),
    )
    row(grid, total, WIDTHS, bold=True)
    note(paper, "得分办法：达到标准得满分；没有达到的，按实际与标准的比例折算，保留一位小数。")


def _charts(paper, built):
    _picture(
        paper,
        "图 1　各月故障次数（虚线为限值：每月 1 次）",
        bars_png(built.lists["faults_by_month"], 1),
    )
    _picture(
        paper,
        "图 2　各月巡检次数（虚线约为每周 4 次）",
        bars_png(built.lists["inspections_by_month"], 16, is_least=True),
    )


def _picture(paper, caption, png):
    note(paper, caption)
    paper.add_picture(BytesIO(png), width=TEXT_WIDTH)


def _appendix(paper, built):
    heading(paper, "附件")
    _list(paper, "附件 1　故障和处理", ("发生的事", "发现", "修复", "用时", "原因"),
          [(one["title"], one["detected"], one["repaired"], one["minutes"], one["cause"])
           for one in built.lists["incidents"]])  # fmt: skip
    _list(paper, "附件 2　计划节点", ("节点", "应完成", "完成", "责任人", "晚的原因"),
          [(one["title"], one["due"], one["done"], one["responsible"], one["reason"])
           for one in built.lists["nodes"]])  # fmt: skip
    _list(paper, "附件 3　经费明细", ("日期", "用途", "金额（元）"),
          [(one["paid"], one["purpose"], one["amount"])
           for one in built.lists["spendings"]])  # fmt: skip
    heading(paper, "附件 4　数字的来源", level=2)
    for one in built.lines:
        note(paper, f"{one.indicator.name}：{one.figure.formula or one.indicator.source}")
        if one.figure.query:
            run(paper.add_paragraph(), one.figure.query, QUERY, MONO)


def _list(paper, caption, columns, rows):
    heading(paper, caption, level=2)
    if not rows:
        paragraph(paper, "无。")
        return
    width = TEXT_WIDTH // len(columns)
    grid = table(paper, columns, [width] * len(columns))
    for one in rows:
        row(grid, one, [width] * len(columns))


def table(paper: Any, columns: Sequence[str], widths: Sequence[float]) -> Any:
    """Return a new table whose head is repeated on each page."""
    made = paper.add_table(rows=0, cols=len(columns), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    head = row(made, columns, widths, bold=True)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeat)
    return made


def row(grid: Any, cells: Sequence[Any], widths: Sequence[float], *, bold: bool = False) -> Any:
    """Add a row to a table, which no page break parts; return it."""
    added = grid.add_row()
    added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width in zip(added.cells, cells, widths, strict=True):
        cell.width = width
        line = cell.paragraphs[0].paragraph_format
        line.space_before = line.space_after = Pt(2)
        run(cell.paragraphs[0], str(text), SMALL, HEI if bold else SONG).bold = bold
    return added


def note(paper: Any, text: str) -> None:
    """Write a small line: a caption or an explanation."""
    line = paper.add_paragraph()
    line.paragraph_format.keep_with_next = text.startswith("图")
    run(line, text, SMALL)


def number(value: Any) -> str:
    """Return a score as tables have it."""
    return "—" if value is None else f"{float(value):.1f}"


def run(line: Any, text: str, size: float, font: str = SONG) -> Any:
    """Add text in a typeface to a line; return the run."""
    added = line.add_run(text)
    _typeface(added.font, added._element, font, size)
    return added


def _typeface(font, element, name, size):
    font.name, font.size = name, size
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def _field(line, name):
    added = run(line, "", SMALL)
    for kind, text in (("begin", None), (None, name), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        added._element.append(part)
