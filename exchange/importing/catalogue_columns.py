"""How the columns of a catalogue table are called, and how their cells are read."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from core.import_report import RefusedError
from exchange.tables import SCIENTIFIC, Cell, Row, normal

FIELDS = {
    "department": (
        "department",
        "部门",
        "实施主体",
        "实施机关",
        "主管部门",
        "实施部门",
        "责任部门",
    ),
    "name": ("name", "事项名称", "名称", "许可事项名称", "项目名称"),
    "name_en": ("name_en", "英文名称", "英文名"),
    "aliases": ("aliases", "日常用语", "别名", "俗称"),
    "code_scheme": ("code_scheme", "编码方案"),
    "basic_code": ("basic_code", "基本编码", "事项编码", "目录编码"),
    "implementation_code": ("implementation_code", "实施编码"),
    "local_basic_code": ("local_basic_code", "地方基本编码"),
    "local_implementation_code": ("local_implementation_code", "地方实施编码"),
    "item_type": ("item_type", "事项类型", "权力类型"),
    "levels": ("levels", "行使层级", "实施层级"),
    "power_source": ("power_source", "权力来源"),
    "audience": ("audience", "服务对象", "办理对象"),
}
LISTS = {
    "situations": ("situations", "业务办理项", "情形", "业务办理项名称"),
    "personal_themes": ("personal_themes", "自然人主题", "面向自然人主题分类"),
    "business_themes": ("business_themes", "法人主题", "面向法人主题分类"),
    "local_themes": ("local_themes", "地方特色主题"),
    "life_events": ("life_events", "一件事"),
}
MANY = {"aliases", "levels", "audience", *LISTS} - {"situations"}
KEYS = {name: key for key, names in (FIELDS | LISTS).items() for name in names}
CODES = {
    "basic_code": (12, 10),
    "implementation_code": (),
    "local_basic_code": (),
    "local_implementation_code": (),
}
"""Columns of codes, and the lengths at which a number has surely lost no leading zero."""
CLEARED = frozenset({"-", "—", "清空", "（清空）", "(清空)"})
"""What a cell says to empty a field on purpose; a blank one leaves it as it is."""
SEPARATORS = re.compile(r"[,，、;；|\n]+")
WORDS = {
    "item_type": {
        "行政权力事项": "00", "行政许可": "01", "许可": "01", "行政处罚": "02", "行政强制": "03",
        "行政征收": "04", "行政给付": "05", "行政检查": "06", "行政确认": "07", "行政奖励": "08",
        "行政裁决": "09", "其他行政权力": "10", "其他类别": "10", "其他类": "10", "内部审批": "11",
        "公共服务": "20",
    },
    "levels": {
        "国家级": "1", "省级": "2", "市级": "3", "设区的市级": "3", "县级": "4", "区级": "4",
        "县（区）级": "4", "镇级": "5", "乡级": "5", "镇（乡、街道）级": "5", "街道级": "5",
        "村级": "6", "村（社区）级": "6", "社区级": "6", "分级管理": "7",
    },
    "audience": {
        "自然人": "1", "个人": "1", "企业法人": "2", "企业": "2", "事业法人": "3",
        "事业单位": "3", "社会组织法人": "4", "社会组织": "4", "行政机关": "5", "其他组织": "6",
        "非法人企业": "6", "个体工商户": "6",
    },
    "power_source": {
        "法定本级行使": "1", "法定": "1", "上级下放": "2", "上级授权": "3", "同级授权": "4",
        "上级委托": "5", "同级委托": "6",
    },
    "code_scheme": {"GB/T 39554": "c0109", "GB/T 39046": "gbt39046", "地方": "local"},
}  # fmt: skip
"""Words of a code list as tables write them; a bare code is taken as it is."""


NORMAL_KEYS = {normal(name): key for name, key in KEYS.items()}


NOT_WANTED = ""
"""The field of a column that a person leaves out."""


def key_of(header: str, columns: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the field that a header names, by a person's `columns` first; else the header."""
    if header in columns:
        return columns[header]
    return NORMAL_KEYS.get(normal(header), header)


def is_header(texts: list[str], columns: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Return whether a row is a catalogue's header: it names two fields or more."""
    known = {key_of(text, columns) for text in texts if text}
    return len(known & {*FIELDS, *LISTS}) >= 2


def record_of_row(
    row: Row, columns_by_hand: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Return a catalogue record from a row; what it leaves blank is not in the record.

    Raises RefusedError for two columns of one field, an error value, or a code kept as a number
    that may have lost digits.
    """
    record: dict[str, Any] = {}
    columns: dict[str, str] = {}
    problems = []
    for header, cell in row.cells.items():
        key = key_of(header, columns_by_hand)
        if key == NOT_WANTED:
            continue
        if key in columns:
            message = _("The columns “%(first)s” and “%(second)s” mean the same: keep one.")
            names = {"first": columns[key], "second": header}
            raise RefusedError((f"/{key}", message % names))
        columns[key] = header
        if problem := cell.problem or _code_problem(key, cell):
            problems.append((f"/{key}", problem))
        elif cell.text in CLEARED:
            record[key] = [] if key in MANY or key == "situations" else ""
        elif cell.text:
            record[key] = _value(key, cell.text)
    if problems:
        raise RefusedError(*with_columns(problems, row))
    return record


def _code_problem(key: str, cell: Cell) -> str:
    """Return why a number cannot be taken for a code; empty when it can."""
    if key not in CODES:
        return ""
    whole = cell.is_number and len(cell.text) in CODES[key]
    if whole or not (cell.is_number or SCIENTIFIC.match(cell.text)):
        return ""
    message = _(
        "Cell %(place)s holds the number %(value)s, which may have lost digits. Set the column "
        "to the format “Text” and enter the code anew."
    )
    return message % {"place": cell.place, "value": cell.text}


def with_columns(
    problems: Iterable[tuple[str, str]], row: Row, keys: Mapping[str, str] = NORMAL_KEYS
) -> list[tuple[str, str]]:
    """Return problems of a record with the columns of the table's row that they come from."""
    headers = {keys.get(normal(header), header): header for header in row.cells}
    message = _("Column “%(column)s”: %(message)s")
    return [
        (place, message % {"column": headers[key], "message": reason})
        if (key := place.partition("/")[2].partition("/")[0]) in headers
        and f"“{headers[key]}”" not in str(reason)
        else (place, reason)
        for place, reason in problems
    ]


def _value(key: str, text: str) -> Any:
    if key == "situations":
        return [_situation(part) for part in _split(text)]
    if key in MANY:
        return [_word(key, part) for part in _split(text)]
    return _word(key, text)


def _word(key: str, text: str) -> str:
    return WORDS.get(key, {}).get(text, text)


def _split(text: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def _situation(text: str) -> dict[str, str]:
    """Return `01:新办` as code and name, 新办 as a name alone."""
    code, _colon, name = text.replace("：", ":").partition(":")
    if name:
        return {"code": code.strip(), "name": name.strip()}
    return {"name": text}
