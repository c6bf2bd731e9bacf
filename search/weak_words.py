"""Words that say nothing of a matter: pairs like 什么, 可以, 能拿, 要办, and 办理 or 手续."""

LITTLE = frozenset(
    "的了着过吗呢吧啊呀么之其于以为从到被把让给向对与和及或而且则也就都还又再很太更最"
    "这那哪什怎多少几谁啥咋我你您他她它们咱自己能可会要想需得该应请有是在不没无未别否一个"
    "办弄做搞拿取去来事上下里"
)
"""Characters of which one alone or a pair says nothing, however rare the pair is."""

GENERAL = frozenset({"办理", "申请", "申办", "手续", "材料", "指南", "部门", "政府"})
"""What every guide speaks of."""


def is_weak(token: str) -> bool:
    """Return whether a token consists of characters alone that say nothing."""
    return LITTLE.issuperset(token)


def is_telling(token: str) -> bool:
    """Return whether a token says what a question is about."""
    return not is_weak(token) and token not in GENERAL
