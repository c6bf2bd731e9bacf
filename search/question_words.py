"""Words by which people ask, which say nothing of what they look for."""

import re
from functools import lru_cache

BEFORE = (
    "(?:大概|一般|到底|究竟|需要|应当|应该|可以|又|再|(?<!应)该|(?<![申邀聘])请|(?<![许认])可"
    "|(?<![节职智功性技])能|(?<![所取获])得|(?<![归退返偿交])还|(?<![摘纪主重概])要|(?<![首成])都"
    "|(?<![过除])去|办(?=什么|啥|哪))*"
)
"""What may stand before an asking word and belongs to it, not as the end of a name: 许可几天."""

AFTER = (
    "(?:(?<=什么|哪些)(?:材料|资料|证件|手续|东西|文件|条件|事情?))?"
    "(?:才能|才可以|可以|能够|能|才|呢|啊|呀)?"
    "(?:办理|办到|办成|办得|办好|办完|办妥|办下来|拿到|办|弄好|弄完|弄|申请)?"
)
END = re.compile(
    r"(?:了?(?:[吗呢啊呀]|(?<![酒网茶水书])吧|(?<![什怎多这那])么))+(?=[^\w]|$)|[？?。！!，,]+(?![0-9])"
)
"""What ends a question or a part of it; a comma inside a number is none."""

LEADING_VERB = re.compile(r"^(?:办理?|申办|申请|申领|领取?|补办?)(?=.{2})")


def without_asking(text: str, words: frozenset[str]) -> str:
    """Return a query without the words of asking; the query itself when nothing else is in it."""
    kept = END.sub(" ", " ".join(_pattern(words).sub(" ", END.sub(" ", text)).split()))
    return " ".join(kept.split()) or text


@lru_cache(maxsize=4)
def _pattern(words):
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    named = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(f"{BEFORE}(?:{named}){AFTER}")


def without_leading_verb(text: str) -> str | None:
    """Return 居住证 for 办居住证; None when the query does not begin like that.

    It may be wrong (办学许可证), so it is one more wording beside the query, never in its place.
    """
    kept = LEADING_VERB.sub("", text)
    return kept if kept != text else None
