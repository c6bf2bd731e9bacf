"""A query as people type it, in the form in which it is looked for."""

import re

from search.folding import fold

SPACED_CODE = re.compile(r"(?<![0-9a-z])[0-9]{2,}(?: +[0-9]{2,})+(?![0-9a-z])")
SHORTEST_CODE = 8
FILLER = re.compile(
    r"(?<=[开办做装买卖换租盖建])了?(?:[一几][个家间所张份台部套]|个(?![体人税])|间|套(?![餐装房])"
    r"|家(?![具电政庭长教装用居纺属畜])|所(?![以有得在])|(?<!开)张|份(?!额)|台(?![球式湾灯账])"
    r"|(?<!小卖)部(?![门件队]))(?=[\u4e00-\u9fff])"
)
"""What people say between a deed and a thing: 开个小店 is 开小店, but 办个体户 and 开家政 stay."""

VARIANTS = {"身分": "身份", "帐号": "账号", "帐户": "账户", "户口薄": "户口簿"}
"""Words that are written otherwise elsewhere or by mistake, character by character correct."""


def typed(query: str) -> str:
    """Return a query folded, its code without blanks (00 01 31), its variants as they are here."""
    text = SPACED_CODE.sub(_joined, " ".join(fold(query).split()))
    for variant, word in VARIANTS.items():
        text = text.replace(variant, word)
    return FILLER.sub("", text)


def _joined(found: re.Match[str]) -> str:
    code = found.group().replace(" ", "")
    return code if len(code) >= SHORTEST_CODE else found.group()
