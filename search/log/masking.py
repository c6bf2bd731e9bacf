"""Masking what says who somebody is, before a query is kept."""

import re

MASK = "＊"
NUMBERS = re.compile(r"[0-9][0-9a-z\s-]{4,}[0-9xX]")
ADDRESSES = re.compile(r"\S+@\S+")
SURNAMES = (
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹窦章苏潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺倪汤"
    "罗毕郝安常乐于傅齐康伍余顾孟黄萧尹姚邵汪毛狄米贝戴宋庞熊纪舒项祝董梁杜阮闵季贾江颜郭梅林钟徐邱骆高夏蔡田"
    "胡凌霍虞万柯卢莫房解应丁邓洪包石崔龚程陆翁段侯武刘龙叶白蒲卓池乔闻谭申冉边温庄晏柴瞿阎连茹习艾容向古易廖"
    "耿满匡文寇广欧沃利蔚越曾关查游权"
)
NAMES = re.compile(
    f"(?<=我叫)[{SURNAMES}]?[\u4e00-\u9fff]{{1,2}}"
    f"|(?<=姓名)[:：]?[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    f"|[{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=先生|女士|小姐|同志|师傅|阿姨|大爷|大妈|的身份证号)"
)


def masked(text: str) -> str:
    """Return a query without long numbers, mail addresses and names of people."""
    for pattern in (ADDRESSES, NUMBERS, NAMES):
        text = pattern.sub(MASK, text)
    return text
