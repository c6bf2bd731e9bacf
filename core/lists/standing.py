"""How a page stands: 草稿, 审核中, 已公布第 n 版 …; the rooms above know, the lists ask at once."""

from dataclasses import dataclass

from core.registries import page_standings


@dataclass(frozen=True)
class Standing:
    """One word about a page, with its icon: colour never speaks alone."""

    word: str
    icon: str
    is_public: bool = False
    links: tuple[tuple[str, str, str], ...] = ()
    """(label, address, reason) of what is to be done."""


def attach_standings(pages):
    """Keep on each Page its `standings`; asks once for all of them."""
    pages = list(pages)
    found = page_standings(pages) if pages else {}
    for page in pages:
        page.standings = found.get(page.pk, [])
    return pages
