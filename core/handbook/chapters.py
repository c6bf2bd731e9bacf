"""Which chapters the handbook has, for whom, and which section explains a screen of the admin."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from django.conf import settings

from core.access.scope import Scope
from core.choices import Role

FOLDER: Path = settings.BASE_DIR / "docs" / "handbook"
SHOTS: Path = settings.BASE_DIR / "docs" / "shots"
PAGES = "pages.toml"
INDEX = "index"


@dataclass(frozen=True)
class Chapter:
    """A chapter (一章): its file `docs/handbook/<slug>.md`, and whose daily work it tells."""

    slug: str
    roles: frozenset[str] = frozenset()

    @property
    def is_english(self) -> bool:
        """Whether it is written in English, for readers of other systems."""
        return self.slug.endswith("-en")

    @property
    def path(self) -> Path:
        """The chapter's file."""
        return FOLDER / f"{self.slug}.md"


CHAPTERS = (
    Chapter(INDEX),
    *(Chapter(role.replace("_", "-"), frozenset({role})) for role in Role.values),
    Chapter("integrator"),
    Chapter("integrator-en"),
)
"""All chapters in the order of the handbook: the index, one a role, two for other systems."""


def chapter_named(slug: str) -> Chapter | None:
    """Return the chapter of a slug, or None."""
    return next((chapter for chapter in CHAPTERS if chapter.slug == slug), None)


def chapters_of(scope: Scope) -> list[Chapter]:
    """Return a person's chapters, in order; the index for who has no role, all for a superuser."""
    if scope.everything:
        return [chapter for chapter in CHAPTERS if chapter.roles]
    return [chapter for chapter in CHAPTERS if chapter.roles & scope.roles] or [CHAPTERS[0]]


def section_of(view_name: str) -> str | None:
    """Return the heading that explains a screen of the admin, by `docs/handbook/pages.toml`."""
    return next((heading for pattern, heading in pages() if fnmatchcase(view_name, pattern)), None)


@cache
def pages() -> tuple[tuple[str, str], ...]:
    """Return (pattern of view names, heading), the first that fits counts."""
    table = tomllib.loads((FOLDER / PAGES).read_text(encoding="utf-8"))
    return tuple((view, heading) for heading, views in table.items() for view in views)
