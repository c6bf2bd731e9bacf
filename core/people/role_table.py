"""Which roles one person may hold together, and which take a second person to grant."""

from core.choices import Role

ROLES = tuple(Role)

# fmt: off
TOGETHER = {
    # Columns as rows:         编 部 形 合 备 运 审
    Role.COMPILER:            "= + + + + + -",
    Role.DEPARTMENT_REVIEWER: "+ = + + + - -",
    Role.FORMAL_REVIEWER:     "+ + = + + - -",
    Role.COMPLIANCE_REVIEWER: "+ + + = + - -",
    Role.FILING_OFFICER:      "+ + + + = - -",
    Role.OPERATOR:            "+ - - - - = -",
    Role.AUDITOR:             "- - - - - - =",
}
# fmt: on
"""`+`: one person may hold both; `-`: never. Who keeps accounts and roles decides nothing, and who
audits does nothing else. Two decisions about one text are kept apart by `moderation.rules`.
"""

DECIDING = frozenset(
    {
        Role.DEPARTMENT_REVIEWER,
        Role.FORMAL_REVIEWER,
        Role.COMPLIANCE_REVIEWER,
        Role.FILING_OFFICER,
    }
)
NEEDS_CONFIRMATION = DECIDING | {Role.OPERATOR}
"""Granted by one person and confirmed by another; operators as well, or one could make a second."""


def exclude_each_other(one: str, other: str) -> bool:
    """Return whether nobody may hold both of these roles."""
    return TOGETHER[Role(one)].split()[ROLES.index(Role(other))] == "-"
