"""Words by which people ask, which say nothing of what they look for."""

import re

ASKING = re.compile(
    r"我[想要]要?|请问|[怎如][么何]样?(?:才能)?(?:办理?|弄|申请)?|在?(?:哪里|哪儿|哪)(?:可以)?办理?"
    r"|(?:需要|要)?(?:带|准备|提交)?(?:什么|哪些)(?:材料|资料|手续|条件|证件|东西)|(?:要)?多少钱"
    r"|(?:要)?多久|多长时间|[吗呢么？?。！!]+$"
)


def without_asking(text):
    """Return a query without the words of asking; the query itself when nothing else is in it."""
    kept = " ".join(ASKING.sub(" ", text).split())
    return kept or text


LEADING_VERB = re.compile(r"^(?:办理?|申办|申请|申领|领取?|补办?)(?=.{2})")


def without_leading_verb(text):
    """Return 居住证 for 办居住证; None when the query does not begin like that.

    It may be wrong (办学许可证), so it is one more wording beside the query, never in its place.
    """
    kept = LEADING_VERB.sub("", text)
    return kept if kept != text else None
