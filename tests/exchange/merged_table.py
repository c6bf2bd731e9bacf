"""A guide that is one table in Word: merged headings, and labels that span several rows."""

from pathlib import Path

from docx import Document

ROWS = (
    ("事项名称", "生鲜乳收购许可", "事项类型", "行政许可"),
    ("实施主体", "云溪市农业农村局", "办件类型", "承诺件"),
    ("法定办结时限", "20个工作日", "承诺办结时限", "10个工作日"),
    ("是否收费", "否", "咨询电话", "0599-9000910"),
)
MATERIALS = (
    ("生鲜乳收购许可申请表", "原件1份", "申请人自备"),
    ("收购站平面图", "原件1份", "申请人自备"),
    ("从业人员健康证明", "复印件1份", "政府部门核发"),
)
CONDITIONS = ("有与收奶量相适应的冷却设施；", "有化验、计量、检测仪器设备。")


def as_docx(path: Path) -> Path:
    """Write the guide; return its path."""
    document = Document()
    document.add_paragraph("生鲜乳收购许可办事指南")
    table = document.add_table(rows=0, cols=4)
    _headed(table, "基本信息")
    for texts in ROWS:
        _fill(table.add_row(), texts)
    first = _fill(table.add_row(), ("办理条件", CONDITIONS[0], "", ""))
    second = _fill(table.add_row(), ("", CONDITIONS[1], "", ""))
    first[0].merge(second[0])
    for cells in (first, second):
        cells[1].merge(cells[3])
    _headed(table, "申请材料")
    _fill(table.add_row(), ("序号", "材料名称", "份数", "来源渠道"))
    for number, texts in enumerate(MATERIALS, 1):
        _fill(table.add_row(), (str(number), *texts))
    document.save(str(path))
    return path


def _headed(table, text):
    cells = table.add_row().cells
    cells[0].merge(cells[3]).text = text


def _fill(row, texts):
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text
    return row.cells
