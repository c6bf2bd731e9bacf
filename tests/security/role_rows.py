"""A row of the table of roles, and the letters that occur often: see `url_roles`."""

from dataclasses import dataclass, field

PUBLIC = "oooooooooo"
UNSAFE = "mmmmmmmmmm"
ALL = "looooooooo"
NOBODY = "lxxxxxxxxx"
READERS_OF_A = "loxooooooo"
EDITORS_OF_A = "loxxxxxxxo"
COMPILERS = "looxxxxxxo"
CITY = "lxxxoooooo"
WATCHERS = "lxxxxxxooo"
OPERATORS = "lxxxxxxoxo"
SUPERUSERS = "lxxxxxxxxo"
UNSAFE_FOR_WATCHERS = "lxxxxxxmmm"
UNSET = object()


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    names: tuple[str, ...]
    get: str
    post: str | object | None = UNSET
    given: dict = field(default_factory=dict, hash=False)
    query: str = ""


def row(names, get, post=UNSET, query="", **given):
    """Return a row for several names in one string; `given` are parts of the address."""
    return Row(tuple(names.split()), get, post, given, query)
