"""Tables of guides: which kind one is, by its header, and which cell belongs to which column."""

import re
from functools import cache

from exchange.reading.labels import normal
from exchange.reading.source import Source, Span

COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "materials": {
        "number": ("序号", "编号", "序", "No"),
        "name": (
            "材料名称", "提交材料名称", "申请材料名称", "申请材料", "资料名称", "所需材料", "材料",
            "申报材料", "名称",
        ),
        "kind": ("材料类型", "类型", "材料类别", "原件/复印件", "原件或复印件"),
        "form": ("材料形式", "形式", "介质", "材料介质", "介质要求", "提交形式", "提交方式"),
        "count": ("份数", "纸质材料份数", "数量", "材料份数", "份数要求", "数量要求"),
        "originals": ("原件份数", "原件数", "原件"),
        "copies": ("复印件份数", "复印件数", "复印件"),
        "page_format": ("规格", "纸质材料规格", "材料规格", "纸张规格"),
        "necessity": ("材料必要性", "必要性", "是否必要", "是否必须", "是否必需"),
        "acceptance_standard": ("受理标准", "审查要点", "审查标准"),
        "source": ("来源渠道", "来源", "材料来源", "出具单位", "材料出具单位", "出具机构"),
        "filling_notes": ("填报须知", "填写说明", "填报说明", "材料要求", "要求", "填写须知", "其他要求"),
        "legal_basis": ("依据", "要求提供材料的依据", "材料依据", "法律依据"),
        "note": ("备注", "说明"),
        "files": ("样/空表下载", "空白表格", "示例样表", "样表", "下载", "样本", "示例样本", "表格下载"),
    },
    "steps": {
        "number": ("序号", "编号", "序"),
        "name": ("环节", "步骤", "环节名称", "步骤名称", "办理环节", "办理步骤", "流程"),
        "body": ("办理人", "办理主体", "责任部门", "岗位", "办理机构", "责任人", "办理单位", "经办人"),
        "phone": ("联系电话",),
        "statutory": ("法定时限",),
        "limit": ("时限", "办理时限", "所需时限", "环节时限", "办结时限", "办理期限"),
        "standard_summary": ("审查标准", "审核标准", "标准"),
        "result": ("办理结果", "结果", "办理结果/文书", "文书"),
        "action": ("办理内容", "内容", "说明", "办理说明", "工作内容", "办理要求"),
    },
    "fees": {
        "number": ("序号", "编号"),
        "name": ("收费项目", "收费项目名称", "项目名称", "项目"),
        "standard": ("收费标准", "标准", "金额"),
        "basis": ("收费依据", "依据"),
        "reducible": ("是否允许减免", "减免", "是否减免"),
        "note": ("备注", "说明"),
    },
    "service_points": {
        "number": ("序号",),
        "name": ("窗口名称", "窗口", "办理窗口", "受理地点", "办理点", "大厅名称"),
        "address": ("地址", "办理地点", "办公地址", "地点", "窗口地址", "详细地址"),
        "hours": ("办公时间", "工作时间", "办理时间", "时间"),
        "phone": ("电话", "联系电话", "咨询电话", "窗口电话"),
        "transport": ("交通", "交通指引", "乘车路线"),
    },
    "faqs": {
        "number": ("序号",),
        "question": ("问题", "常见问题", "提问"),
        "answer": ("答案", "解答", "回答", "答复"),
    },
    "legal_bases": {
        "number": ("序号",),
        "title": ("法律名称", "依据名称", "法律法规名称", "名称", "依据文件"),
        "document_no": ("文号", "依据文号"),
        "article": ("条款号", "条款", "依据条款", "条文"),
        "text": ("条款内容", "内容", "条文内容", "依据内容"),
        "issuer": ("颁布机关", "制定机关", "发布机关"),
        "effective_on": ("实施日期", "施行日期", "生效日期"),
    },
    "results": {
        "kind": ("审批结果类型", "结果类型"),
        "name": ("审批结果名称", "结果名称", "证件名称"),
        "samples": ("审批结果样本", "结果样本", "样本"),
        "validity": ("有效期", "有效期限"),
    },
    "special_procedures": {
        "number": ("序号",),
        "name": ("环节名称", "特别程序", "程序名称"),
        "limit": ("所需时限", "时限", "所需时间"),
        "basis": ("法定依据", "依据"),
        "charged": ("是否收费",),
        "note": ("收费依据", "备注"),
        "counted": ("是否计算在法定办结时限内", "是否计入法定时限"),
    },
}  # fmt: skip
"""Kinds of tables with their columns and what headers call these."""

LONGEST_HEADER = 10
WORDS_OF_HEADERS = (
    ("originals", re.compile(r"原件.{0,3}份?数")),
    ("copies", re.compile(r"复印件.{0,3}份?数")),
    ("count", re.compile(r"份数|数量")),
    ("necessity", re.compile(r"必要|必须|必需|必备")),
    ("source", re.compile(r"来源|出具")),
    ("form", re.compile(r"形式|介质")),
)
KEY_COLUMNS = {
    "materials": "name", "steps": "name", "fees": "standard", "service_points": "address",
    "faqs": "question", "legal_bases": "title", "results": "name", "special_procedures": "name",
}  # fmt: skip
TELLING = {
    "kind": re.compile(r"^(?:原件|复印件|原件[和及、/或与]复印件|申请表格|证件证书证明|其他)$"),
    "form": re.compile(r"^(?:纸质|电子|电子化|纸|纸质[和/或、]电子.*|电子[和/或、]纸质)$"),
    "count": re.compile(
        r"^(?:(?:原件|复印件)\s*[:：]?\s*\d+\s*份?[，,、；;]?\s*)+$|^[\d一二两三四五]+\s*份?$"
    ),
    "necessity": re.compile(r"^(?:必要|非必要|必须|必需|非必须|容缺后补|容缺|是|否)$"),
    "source": re.compile(r"^(?:申请人自备|政府部门核发|中介机构.*|自备|申请人|其他|行政机关.*)$"),
    "number": re.compile(r"^\d{1,3}[、.．]?$"),
    "limit": re.compile(r"工作日|自然日|当场|即时|^\d+\s*[天日]"),
    "phone": re.compile(r"^[\d（）()\-— ]{5,}$"),
    "page_format": re.compile(r"^[AＡ][345]"),
    "files": re.compile(r"下载|样表|查看|空表|示例"),
    "hours": re.compile(r"\d[:：]\d\d"),
}
"""What a cell of a column looks like, where that can be said."""


@cache
def _columns(kind: str) -> dict[str, str]:
    return {normal(word): key for key, words in COLUMNS[kind].items() for word in words}


def _by_word(kind: str, cell: str) -> str:
    """Return the column of materials that a word of a header speaks for: 纸质份数, 是否为必须."""
    if kind != "materials" or len(cell) > LONGEST_HEADER:
        return ""
    return next((key for key, word in WORDS_OF_HEADERS if word.search(cell)), "")


def header_of(cells: list[str], hint: str = "") -> tuple[str, list[str]] | None:
    """Return (kind of table, column of each cell) when cells are a header; else None.

    `hint` is the kind that the section around suggests.
    """
    filled = [cell for cell in cells if cell.strip()]
    best: tuple[int, str, list[str]] | None = None
    for kind in COLUMNS:
        known = _columns(kind)
        keys = [known.get(normal(cell)) or _by_word(kind, cell) for cell in cells]
        hits = sum(bool(key) for key in keys)
        enough = hits >= 2 and hits * 3 >= len(filled) * 2 and KEY_COLUMNS[kind] in keys
        score = hits * 2 + (kind == hint)
        if enough and (best is None or score > best[0]):
            best = score, kind, keys
    return best and (best[1], best[2])


def aligned(source: Source, cells: list[Span], columns: list[str]) -> dict[str, Span]:
    """Return {column: cell} for a row; a row with fewer cells is aligned by what they look like."""
    if len(cells) >= len(columns):
        pairs = zip(columns, cells, strict=False)
        return {key: cell for key, cell in pairs if key and source.of(cell).strip()}
    best = _best(source, cells, columns)
    return {columns[place]: cells[number] for number, place in enumerate(best) if columns[place]}


def _best(source: Source, cells: list[Span], columns: list[str]) -> list[int]:
    """Return the column of each cell, in order, so that the cells look most like their columns."""
    scores: dict[tuple[int, int], tuple[float, list[int]]] = {}

    def best(number: int, start: int) -> tuple[float, list[int]]:
        if number == len(cells):
            return 0.0, []
        if (number, start) not in scores:
            options = []
            for place in range(start, len(columns) - (len(cells) - number) + 1):
                further, rest = best(number + 1, place + 1)
                fit = _fit(source.of(cells[number]).strip(), columns[place])
                options.append((fit + further - 0.01 * (place - start), [place, *rest]))
            scores[number, start] = max(options, key=lambda one: one[0])
        return scores[number, start]

    return best(0, 0)[1]


def _fit(text: str, column: str) -> float:
    pattern = TELLING.get(column)
    if pattern:
        return 3.0 if pattern.search(text) else -2.0
    if any(TELLING[key].search(text) for key in ("kind", "form", "count", "necessity", "source")):
        return -1.0
    return 1.0 if column == "name" else 0.5
