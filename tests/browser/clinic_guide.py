"""A clinic's filing (诊所备案) as a department has it in Word, with faults of everyday use."""

from pathlib import Path

from docx import Document

TITLE = "诊所备案办事指南"
MENDED = {
    "/conditions/items/2/text": "L01",
    "/process/steps/0/action": "请登陆",
    "/faqs/0/answer": "标椎",
}
"""Places of three faults that are mended by one click, and a word of each finding."""
SLIPS = ("规定的其他条件", "登陆", "标椎")
PARTS = (
    "云溪市卫生健康委员会",
    TITLE,
    "一、事项名称",
    "诊所备案",
    "二、基本编码",
    "002023010000",
    "三、适用范围",
    "在云溪市行政区域内开办诊所、中医诊所以外的单位和个人，开业之前办理备案。",
    "四、设定依据",
    "《医疗机构管理条例》（国务院令第752号）第十五条：“单位或者个人设置诊所应当报所在地县级人民政府卫生行政部门备案。”",
    "五、受理机构",
    "云溪市卫生健康委员会",
    "六、决定机构",
    "云溪市卫生健康委员会",
    "七、办理条件",
    "1．诊所主要负责人取得医师执业证书，注册后在医疗机构执业满五年。",
    "2．至少有一名取得护士执业证书的人员在诊所工作。",
    "3．法律、法规规定的其他条件。",
    "八、办理流程",
    [
        ["步骤", "办理内容", "办理时限", "办理结果"],
        [
            "申请",
            "请登陆云溪市政务服务网提交备案信息和材料，也可以到窗口提交。",
            "当场",
            "收件编号",
        ],
        ["受理", "窗口核对材料是否齐全，缺少的一次告知。", "当场", "受理通知"],
        ["办结", "材料齐全的，当场给予备案编号。", "当场", "诊所备案凭证"],
    ],
    "九、办理时限",
    "法定办结时限：20个工作日",
    "承诺办结时限：即办",
    "办件类型：即办件",
    "十、收费标准",
    "不收费",
    "十一、办理结果",
    "诊所备案编号",
    "审批结果类型：无",
    "十二、办理方式",
    "窗口办理、网上办理",
    "到办事现场次数：0次",
    "十三、办理地点和时间",
    "办理地点：云溪市临溪区望云路68号政务服务中心二楼卫生健康窗口",
    "办理时间：周一至周五 9:00-12:00，13:30-17:30（法定节假日除外）",
    "十四、咨询方式",
    "咨询电话：0599-9000421",
    "十五、监督投诉方式",
    "投诉电话：12345",
    "十六、常见问题",
    "问：搬到同一条街的另一间房，要重新备案吗？",
    "答：要。执业地点变了，按变更备案办理，收费标椎与首次一样，都不收费。",
    "十七、行政复议",
    "复议机关：云溪市人民政府；地址：临溪区溪口大道1号；电话：0599-9000300；期限：收到决定书之日起60日内",
    "十八、行政诉讼",
    "诉讼法院：临溪区人民法院；地址：临溪区柳岸街90号；电话：0599-9000550；期限：收到决定书之日起6个月内",
)
"""Paragraphs in order; a list of rows is a table."""
MATERIALS = (
    "序号\t材料名称\t材料类型\t必要性\t份数\t来源渠道\t依据\n"
    "1\t诊所备案信息表\t原件\t必要\t1份\t申请人自备\t《诊所备案管理暂行办法》第七条\n"
    "2\t诊所房屋平面布局图\t原件\t必要\t1份\t申请人自备\t《诊所备案管理暂行办法》第七条\n"
    "3\t卫生技术人员名录\t原件\t必要\t1份\t申请人自备\t《诊所备案管理暂行办法》第七条\n"
)
"""What a spreadsheet puts on the clipboard."""
MATERIAL_NAMES = [row.split("\t")[1] for row in MATERIALS.splitlines()[1:]]


def as_word(path: Path) -> Path:
    """Write the guide as a .docx; return its path."""
    document = Document()
    for part in PARTS:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=len(part[0]))
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))
    return path
