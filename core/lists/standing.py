"""How a page stands: 草稿, 审核中, 已公布第 n 版 …; the rooms above know, the lists ask at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.registries import page_standings


@dataclass(frozen=True)
class Standing:
    """One word about a page, with its icon: colour never speaks alone."""

    word: str
    icon: str
    is_public: bool = False
    corrections: tuple[Any, ...] = ()
    """What is to be corrected, each with `label`, `reason`, `url`, `kind` and `pointer`."""

    @property
    def placed(self) -> tuple[Any, ...]:
        """The corrections of one place each; all of them where none names a place."""
        return tuple(one for one in self.corrections if one.label) or self.corrections


def attach_standings(pages: Iterable[Any]) -> list[Any]:
    """Keep on each Page its `standings`; asks once for all of them."""
    pages = list(pages)
    found = page_standings(pages) if pages else {}
    for page in pages:
        page.standings = found.get(page.pk, [])
    return pages


def standings_of(page: Any) -> list[Standing]:
    """Return how one page stands, as a list of Standing; asks at most once for the page."""
    if not hasattr(page, "standings"):
        attach_standings([page])
    return page.standings
