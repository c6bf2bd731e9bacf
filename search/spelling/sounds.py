"""Sounds and shapes that people confuse."""

from search.pinyin import initials_of, pinyin_of

ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many do not tell apart."""

SHAPES = [
    "末未",
    "己已巳",
    "薄簿",
    "帐账",
    "住往",
    "证征",
    "休体",
    "失矢",
    "营菅莹",
    "照昭",
    "险检捡俭",
    "拆折",
    "析折",
    "戍戌戊",
    "土士",
    "干千",
    "人入",
    "日曰",
    "办为",
    "卡下",
    "保宝堡",
    "社杜",
    "医匠",
    "驾架",
    "籍藉",
    "赔培陪",
    "偿尝",
    "摊滩",
    "贷货",
    "贴帖",
    "津律",
    "育盲",
    "雇顾",
    "租祖",
    "坏环",
    "准淮",
    "辞辟",
    "燃然",
    "餐歺",
    "饮炊",
    "许诈",
    "牌碑",
    "业亚",
    "执热",
    "理埋",
    "处外",
]
_LOOKS = {one: group.replace(one, "") for group in SHAPES for one in group}


def sound_of(text: str) -> str:
    """Return how a text sounds, without what many do not tell apart; other letters stay."""
    return alike(pinyin_of(text))


def alike(letters: str) -> str:
    """Return pinyin without what many do not tell apart."""
    for exact, loose in ALIKE:
        letters = letters.replace(exact, loose)
    return letters


def first_letters(text: str) -> str:
    """Return the first letters of a text's syllables."""
    return initials_of(text)


def lookalikes(word: str) -> list[str]:
    """Return the words that differ from a word in one character of a similar shape."""
    return [
        word[:place] + other + word[place + 1 :]
        for place, one in enumerate(word)
        for other in _LOOKS.get(one, "")
    ]
