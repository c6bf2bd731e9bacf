"""How the columns of a catalogue table are called, and how their cells are read."""

import re

from django.utils.translation import gettext as _

FIELDS = {
    "department": ("department", "部门", "实施主体", "实施机关", "主管部门"),
    "name": ("name", "事项名称", "名称"),
    "name_en": ("name_en", "英文名称"),
    "aliases": ("aliases", "日常用语", "别名"),
    "code_scheme": ("code_scheme", "编码方案"),
    "basic_code": ("basic_code", "基本编码"),
    "implementation_code": ("implementation_code", "实施编码"),
    "local_basic_code": ("local_basic_code", "地方基本编码"),
    "local_implementation_code": ("local_implementation_code", "地方实施编码"),
    "item_type": ("item_type", "事项类型"),
    "levels": ("levels", "行使层级"),
    "power_source": ("power_source", "权力来源"),
    "audience": ("audience", "服务对象"),
}
LISTS = {
    "situations": ("situations", "业务办理项", "情形"),
    "personal_themes": ("personal_themes", "自然人主题", "面向自然人主题分类"),
    "business_themes": ("business_themes", "法人主题", "面向法人主题分类"),
    "local_themes": ("local_themes", "地方特色主题"),
    "life_events": ("life_events", "一件事"),
}
MANY = {"aliases", "levels", "audience", *LISTS} - {"situations"}
KEYS = {name: key for key, names in (FIELDS | LISTS).items() for name in names}
SEPARATORS = re.compile(r"[,，、;；|\n]+")
WORDS = {
    "item_type": {
        "行政许可": "01",
        "行政处罚": "02",
        "行政强制": "03",
        "行政征收": "04",
        "行政给付": "05",
        "行政检查": "06",
        "行政确认": "07",
        "行政奖励": "08",
        "行政裁决": "09",
        "其他行政权力": "10",
        "公共服务": "20",
    },
    "levels": {"国家级": "1", "省级": "2", "市级": "3", "县级": "4", "镇级": "5", "村级": "6"},
    "audience": {
        "自然人": "1",
        "个人": "1",
        "企业法人": "2",
        "企业": "2",
        "事业法人": "3",
        "社会组织法人": "4",
        "行政机关": "5",
        "其他组织": "6",
    },
    "power_source": {"法定本级行使": "1", "上级下放": "2", "上级授权": "3", "上级委托": "5"},
}


def record_of_row(row):
    """Return a catalogue record from a table row {header: text}; unknown headers keep their
    name.
    """
    return {(key := KEYS.get(header, header)): _value(key, text) for header, text in row.items()}


def with_columns(problems, row):
    """Return problems of a record with the columns of the table's row that they come from."""
    headers = {KEYS.get(header, header): header for header in row}
    message = _("Column “%(column)s”: %(message)s")
    return [
        (place, message % {"column": headers[key], "message": reason})
        if (key := place.partition("/")[2].partition("/")[0]) in headers
        else (place, reason)
        for place, reason in problems
    ]


def _value(key, text):
    if key == "situations":
        return [_situation(part, number) for number, part in enumerate(_split(text), start=1)]
    if key in MANY:
        return [_word(key, part) for part in _split(text)]
    return _word(key, text)


def _word(key, text):
    return WORDS.get(key, {}).get(text, text)


def _split(text):
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def _situation(text, number):
    code, _colon, name = text.replace("：", ":").partition(":")
    if name:
        return {"code": code.strip(), "name": name.strip()}
    return {"code": f"{number:02d}", "name": text}
