"""Two of our own guides as Word files: one that is mostly tables, one to be kept as an old .doc."""

from collections.abc import Iterable
from pathlib import Path

from docx import Document

FACTS = (
    ("事项名称", "出版物零售单位设立审批", "事项类型", "行政许可"),
    ("实施主体", "云溪市文化和旅游局", "办件类型", "承诺件"),
    ("法定办结时限", "20个工作日", "承诺办结时限", "10个工作日"),
    ("是否收费", "否", "全程网办", "是"),
    ("到办事现场次数", "1", "必须到现场原因", ""),
    ("审批结果名称", "出版物经营许可证", "审批结果类型", "批文"),
    ("咨询电话", "0599-9005501", "投诉电话", "0599-9005501"),
)
BASES = (
    ("序号", "依据名称", "文号", "条款号", "条款内容"),
    ("1", "《出版管理条例》", "国务院令第594号", "第三十五条", "单位从事出版物零售业务的……"),
    ("2", "《出版物市场管理规定》", "", "第九条", "申请设立出版物零售企业……"),
)
CONDITIONS = (
    "1.已在工商行政管理局登记；\n2.有固定的经营场所；\n3.法定代表人无相关违法记录。"  # one cell
)
MATERIAL_HEADS = (
    ("序号", "材料名称", "份数", "", "材料形式", "必要性", "来源渠道", "备注"),
    ("", "", "原件", "复印件", "", "", "", ""),
)
MATERIALS = (
    ("1", "出版物经营许可申请表", "1", "0", "纸质", "必要", "申请人自备", "加盖公章"),
    ("2", "营业执照", "0", "1", "纸质", "必要", "政府部门核发", ""),
    ("3", "经营场所权属证明或者\n租赁合同", "0", "1", "纸质", "必要", "申请人自备", ""),
    ("4", "法定代表人身份证明", "", "", "纸质", "必要", "政府部门核发", "正反面"),
)
STEPS = (
    ("环节", "办理人", "办理时限", "办理内容", "办理结果"),
    ("受理", "窗口", "1个工作日", "核对材料是否齐全", "受理通知书"),
    ("审查", "行政审批科", "5个工作日", "书面审查，必要时现场核查", "审查意见"),
    ("决定", "分管领导", "2个工作日", "作出决定", "准予或者不予许可决定书"),
    ("送达", "窗口", "1个工作日", "窗口领取或者邮寄", "出版物经营许可证"),
)
FEES = (("收费项目", "收费标准", "收费依据"), ("证照工本费", "每证10元", "云发改价〔2015〕7号"))
PLACES = (
    ("窗口名称", "办公地址", "办公时间", "联系电话"),
    (
        "文旅综合窗口",
        "云溪市临溪区望云路68号政务服务中心二楼",
        "周一至周五 9:00-12:00，13:30-17:00",
        "0599-9005502",
    ),
)


def bookshop(path: Path) -> Path:
    """Write the guide that is mostly tables, with merged heads and cells of several lines."""
    document = Document()
    document.add_paragraph("出版物零售单位设立审批办事指南")
    facts = _table(document, FACTS)
    _span(facts.add_row(), "受理条件", CONDITIONS)
    document.add_paragraph("设定依据")
    _table(document, BASES)
    document.add_paragraph("申请材料")
    materials = _table(document, (*MATERIAL_HEADS, *MATERIALS))
    materials.cell(0, 2).merge(materials.cell(0, 3))
    for column in (0, 1, 4, 5, 6, 7):
        materials.cell(0, column).merge(materials.cell(1, column))
    document.add_paragraph("办理流程")
    _table(document, STEPS)
    document.add_paragraph("收费项目")
    _table(document, FEES)
    document.add_paragraph("办理地点和时间")
    _table(document, PLACES)
    document.save(str(path))
    return path


def _span(row, label: str, text: str) -> None:
    row.cells[0].text = label
    first = row.cells[1].merge(row.cells[3])
    lines = text.split("\n")
    first.text = lines[0]
    for line in lines[1:]:
        first.add_paragraph(line)


def _table(document, rows: Iterable[tuple[str, ...]]):
    rows = list(rows)
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


DEVICE_LINES = """第二类医疗器械经营备案服务指南
一、事项名称
第二类医疗器械经营备案
二、实施机关
云溪市市场监督管理局
三、事项类型：其他行政权力
四、办件类型：承诺件
五、设定依据：《医疗器械监督管理条例》（国务院令第739号）第四十一条
六、受理条件：
● 有与经营范围和规模相适应的经营场所和贮存条件；
● 有与经营的医疗器械相适应的质量管理制度和质量管理人员。
七、申请材料"""
DEVICE_MATERIALS = (
    ("序号", "资料名称", "原件/复印件", "份数", "是否必须", "出具单位"),
    ("1", "第二类医疗器械经营备案表", "原件", "2份", "必须", "申请人自备"),
    ("2", "营业执照", "复印件", "1份", "必须", "政府部门核发"),
    ("3", "具有相关专业学历的质量负责人", "", "", "必须", ""),
    ("4", "经营场所和库房平面图", "原件", "1份", "必须", "申请人自备"),
    ("5", "授权委托书及经办人身份证明", "原件", "1份", "非必须", "申请人自备"),
)
DEVICE_REST = """八、办理步骤：
1、受理：窗口收取材料，当场出具受理凭证。
2、审核：核对备案材料，有疑问的请拨打经办人手机13900004321。
3、办结：当场发给备案凭证。
九、办理时限：法定期限30日，承诺当场办结
十、收费情况：不收取任何费用
十一、办理结果：第二类医疗器械经营备案凭证
十二、办理地点：云溪市临溪区望云路68号政务服务中心一楼5号窗口
十三、办公时间：周一至周五（节假日除外）
十四、咨询电话：0599-900550
十五、结果查询：详见附件"""


def medical_devices(path: Path) -> Path:
    """Write the guide that a department has kept as an old .doc."""
    document = Document()
    for line in DEVICE_LINES.split("\n"):
        document.add_paragraph(line)
    _table(document, DEVICE_MATERIALS)
    for line in DEVICE_REST.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path
