"""One block of the first page, and the registry of the blocks of each role."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from core.access.scope import scope_of
from core.choices import Role

MOST = 3
"""As many blocks as one first page shows."""

ROLES = tuple(Role)


class Block(Component):
    """One block (一栏) of somebody's first page: a `<section>` with a heading and rows.

    A subclass reads what it shows when it is made, sets the attributes below, and names a template
    that extends `core/first_page/block.html`. Rows are sorted worst first, each with a link that
    lands on the place; what the person cannot act on is left out.
    """

    name: str
    heading: str | Promise
    count: int | None = None
    answer: str | Promise = ""
    """What the heading of the whole page says when this is the first block; may be empty."""
    note = ""
    """A few words at the right of the block's heading."""
    links: tuple[tuple[str, str], ...] = ()
    """(label, address) at the right of the block's heading."""
    is_shown = True
    """A block that has nothing to say may leave its place to another role's."""

    def __init__(self, user):
        self.user = user
        self.scope = scope_of(user)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"part": self, "request": (parent_context or {}).get("request")}


_BLOCKS: list[tuple[int, Role, type[Block]]] = []


def register(block: type[Block], *, place: int, roles: Iterable[Role]) -> None:
    """Show a block to these roles, as their first, second or third (`place` 1 to 3).

    Called in the `answers.py` of a room. Of two blocks in one place the one registered first comes
    first; what comes after the third on somebody's page is not shown.
    """
    _BLOCKS.extend((place, Role(role), block) for role in roles)


def blocks_of(user: Any) -> list[Block]:
    """Return the blocks that a person sees, at most `MOST`: the first ones of each role first.

    Superusers without a role see what operators see.
    """
    scope = scope_of(user)
    held = scope.roles or ({Role.OPERATOR} if scope.everything else set())
    found = sorted((one for one in _BLOCKS if one[1] in held), key=_place_and_role)
    shown = []
    for block in dict.fromkeys(block for _place, _role, block in found):
        made = block(user)
        if made.is_shown:
            shown.append(made)
        if len(shown) == MOST:
            break
    return shown


def _place_and_role(registered):
    place, role, _block = registered
    return place, ROLES.index(role)
