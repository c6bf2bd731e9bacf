"""Words of a text as values of the Document: yes and no, code lists, counts."""

import re
from enum import Enum

from core.texts.chinese_numbers import chinese_number
from guides import choices

YES = re.compile(
    r"^(?:是|支持|有|可以?|提供|能|√|✓|Y|yes|开通|全程网办|收费)[。；;]?$", re.IGNORECASE
)
NO = re.compile(
    r"^(?:否|不支持|没有|无|不可以?|不提供|不能|×|N|no|未开通|不涉及|不收费|免费|不收取费用|不收取任何费用|零收费|暂不支持)[。；;]?$",
    re.IGNORECASE,
)

WORDS: dict[type[Enum], tuple[tuple[str, str], ...]] = {
    choices.ItemType: (
        ("行政许可", "01"), ("行政处罚", "02"), ("行政强制", "03"), ("行政征收", "04"),
        ("行政给付", "05"), ("行政检查", "06"), ("行政确认", "07"), ("行政奖励", "08"),
        ("行政裁决", "09"), ("其他行政权力", "10"), ("其他类", "10"), ("其他权力", "10"),
        ("内部审批", "11"), ("公共服务", "20"), ("便民服务", "20"), ("许可", "01"), ("确认", "07"),
        ("给付", "05"),
    ),
    choices.Level: (
        ("国家", "1"), ("省", "2"), ("市级", "3"), ("设区的市", "3"), ("地市", "3"), ("县", "4"),
        ("区级", "4"), ("镇", "5"), ("乡", "5"), ("街道", "5"), ("村", "6"), ("社区", "6"),
    ),
    choices.AuthorityNature: (("法定机关", "1"), ("授权组织", "2"), ("受委托", "3"), ("其他", "9")),
    choices.Audience: (
        ("自然人", "1"), ("个人", "1"), ("公民", "1"), ("居民", "1"), ("企业法人", "2"),
        ("营利法人", "2"), ("事业法人", "3"), ("事业单位", "3"), ("社会组织", "4"),
        ("非营利法人", "4"), ("行政机关", "5"), ("特别法人", "5"), ("其他组织", "6"),
        ("非法人企业", "6"), ("非法人组织", "6"), ("个体工商户", "6"), ("企业", "2"), ("法人", "2"),
    ),
    choices.PowerSource: (
        ("法定本级", "1"), ("本级行使", "1"), ("上级下放", "2"), ("上级授权", "3"),
        ("同级授权", "4"), ("上级委托", "5"), ("同级委托", "6"),
    ),
    choices.CaseType: (("即办件", "1"), ("承诺件", "2"), ("其他", "9")),
    choices.ReviewType: (("即审即办", "1"), ("前审后批", "2")),
    choices.ChannelForm: (
        ("窗口", "1"), ("现场", "1"), ("大厅", "1"), ("政务服务中心", "1"), ("网上", "2"),
        ("在线", "2"), ("电脑", "2"), ("政务服务网", "2"), ("网络", "2"), ("互联网", "2"),
        ("手机", "3"), ("移动端", "3"), ("APP", "3"), ("掌上", "3"), ("小程序", "3"),
        ("邮寄", "4"), ("快递", "4"), ("信函", "4"),
    ),
    choices.OnlineDepth: (
        ("咨询", "1"), ("收件", "2"), ("预审", "3"), ("受理", "4"), ("互联网办理结果", "6"),
        ("结果信息反馈", "6"), ("电子证照", "7"), ("互联网办理", "5"),
    ),
    choices.HandlingScope: (
        ("全国", "1"), ("全省", "2"), ("跨省", "1"), ("全市", "3"), ("全县", "4"), ("全区", "4"),
        ("全镇", "5"), ("跨村", "6"),
    ),
    choices.MaterialForm: (
        ("纸质或电子", "3"), ("纸质和电子", "3"), ("纸质/电子", "3"), ("纸质、电子", "3"),
        ("电子或纸质", "3"), ("电子和纸质", "3"), ("纸质", "1"), ("电子", "2"), ("纸", "1"),
    ),
    choices.MaterialKind: (
        ("原件和复印件", "3"), ("原件及复印件", "3"), ("原件、复印件", "3"), ("原件与复印件", "3"),
        ("原件或复印件", "3"), ("原件/复印件", "3"), ("复印件", "2"), ("原件", "1"),
    ),
    choices.Necessity: (
        ("非必要", "2"), ("非必须", "2"), ("不必要", "2"), ("特定情形", "2"), ("容缺", "3"),
        ("后补", "3"), ("必要", "1"), ("必须", "1"), ("必需", "1"), ("是", "1"), ("否", "2"),
    ),
    choices.MaterialSource: (
        ("申请人自备", "10"), ("申请人", "10"), ("自备", "10"), ("政府部门", "20"),
        ("行政机关", "20"), ("部门核发", "20"), ("核发", "20"), ("中介", "30"), ("其他", "99"),
    ),
    choices.ResultKind: (
        ("证照", "certificate"), ("出证", "certificate"), ("批文", "approval"),
        ("批复", "approval"), ("出文", "approval"), ("其他", "other"), ("无", "none"),
    ),
    choices.DeliveryMethod: (
        ("窗口", "window"), ("自取", "window"), ("现场", "window"), ("领取", "window"),
        ("直接送达", "window"), ("邮寄", "post"), ("快递", "post"), ("EMS", "post"),
        ("网上", "online"), ("电子", "online"), ("下载", "online"), ("自助", "kiosk"),
    ),
}  # fmt: skip
"""Words for the values of a code list, the more telling ones first."""

COUNT = re.compile(
    r"(原件|正本|复印件|副本|复印)?[^\d一二两三四五六七八九十]{0,3}([\d]+|[一二两三四五六七八九十]+)\s*份?"
)
SEPARATED = re.compile(
    r"(原件|正本|复印件|副本)[^，,、；;\d一二两三四五六七八九十]{0,3}([\d]+|[一二两三四五六七八九十]+)\s*份?"
)
EACH = re.compile(r"原件.{0,2}复印件\s*各\s*([\d]+|[一二两三四五六七八九十]+)\s*份")
LABEL_ONLY = re.compile(r"^(?:是|否)$")


def flag(text: str) -> bool | None:
    """Return yes or no as a text says it, None when it says neither."""
    text = text.strip()
    if YES.match(text):
        return True
    return False if NO.match(text) else None


def one_of(enum: type[Enum], text: str) -> str | None:
    """Return the value of a code list whose word stands in a text, the most telling one."""
    return next((value for word, value in WORDS[enum] if word in text), None)


def several_of(enum: type[Enum], text: str) -> list[str]:
    """Return all values of a code list whose words stand in a text, in the list's order."""
    rest, found = text, set()
    for word, value in WORDS[enum]:
        if word in rest:
            found.add(value)
            rest = rest.replace(word, "·")
    return sorted(found)


def counts(text: str) -> dict[str, int]:
    """Return {"originals", "copies"} as a text counts them: 原件1份，复印件0份."""
    found: dict[str, int] = {}
    if each := EACH.search(text):
        number = chinese_number(each.group(1)) or 0
        return {"originals": number, "copies": number}
    for word, number in SEPARATED.findall(text):
        key = "originals" if word in ("原件", "正本") else "copies"
        found.setdefault(key, chinese_number(number) or 0)
    if not found and (match := re.search(r"([\d]+|[一二两三四五六七八九十]+)\s*份", text)):
        key = "copies" if "复印" in text and "原件" not in text else "originals"
        found[key] = chinese_number(match.group(1)) or 0
    return found
