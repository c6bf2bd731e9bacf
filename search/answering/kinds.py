"""What questions ask for: time, money, place, hours, papers, phone, or whether it goes online."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for (问什么)."""

    PAPERS = "papers"
    HOURS = "hours"
    TIME = "time"
    PHONE = "phone"
    ONLINE = "online"
    MONEY = "money"
    PLACE = "place"


ASKED = {
    Kind.PAPERS: r"(?:什么|哪些|啥)(?:材料|资料|证件|文件|东西)|带(?:什么|啥|哪些)"
    r"|准备(?:什么|啥)|材料清单|(?:what|which) (?:documents|papers)|what (?:do i|to) bring",
    Kind.HOURS: r"几点|上班时间|上班吗|周[末六日]|星期[六日天]|节假日|下班|开门"
    r"|(?:营业|工作|办公)时间|opening hours|open on",
    Kind.TIME: r"多久|多长时间|几天|多少天|多少日|几个?工作日|多少个?工作日|办理时间"
    r"|什么时候(?:能|可以)?(?:拿|好|下来|办好|办完)|办理时限|how long",
    Kind.PHONE: r"电话|号码是|联系方式|phone",
    Kind.ONLINE: r"网上|线上|手机上?|网络|能网办|全程网办|online",
    Kind.MONEY: r"多少钱|多少费|收费|费用|要钱|花钱|收钱|免费|工本费|how much|fee",
    Kind.PLACE: r"(?:去|在|到)哪|哪里办|哪儿办|地址|什么地方|where",
}
OTHER_SUMS = re.compile(
    r"领|补[贴助]|津贴|待遇|缴|(?<!工本)交|提取|能提|报销|一个月|每月|一年|每年"
    r"|工资|罚|注册资[本金]|首付|押金|租金|失业金"
)
"""A sum that is paid or received by the matter itself is no fee of the office."""

OTHER_TIMES = re.compile(
    r"过期|逾期|能领|可以领|领多久|领几|有效|提前|断缴|满|(?:多久|几天)(?:之?内|前|后)"
)
"""A time that is not the office's: how long something lasts, or before when it is asked for."""

LEFT_OVER = re.compile(
    r"(?:能不能|可不可以|能否|可以|能|怎么|要|需要)?(?:办理|办|申请|弄)?(?:吗|呢)?\s*$"
)
"""What is left at the end of a question when its asking words are gone."""

_PATTERNS = {kind: re.compile(pattern) for kind, pattern in ASKED.items()}


def subject_of(kind: Kind, folded: str) -> str:
    """Return a question without the words that ask for its kind."""
    return LEFT_OVER.sub("", _PATTERNS[kind].sub(" ", folded)).strip()


def kind_of_question(folded: str) -> Kind | None:
    """Return the Kind of a folded question, None when it asks for nothing of these."""
    kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.search(folded)), None)
    if kind == Kind.MONEY and OTHER_SUMS.search(folded):
        return None
    if kind == Kind.TIME and OTHER_TIMES.search(folded):
        return None
    return kind
