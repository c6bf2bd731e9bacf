"""Themes as the front page shows them: by side, with the number of their guides."""

from typing import Any

from core.running.near_cache import kept
from guides.models import Theme
from home.listing import COUNTS_SECONDS, theme_counts

SIDES = (Theme.Side.PERSONAL, Theme.Side.BUSINESS, Theme.Side.LOCAL)


def themes_by_side() -> dict[str, list[dict[str, Any]]]:
    """Return {side: [{"code", "name", "name_en", "count"}]} of themes that have guides."""
    themes = kept("home:theme-list", _themes, COUNTS_SECONDS)
    counts = theme_counts()
    return {
        side.value: [
            {**theme, "count": counts[theme["code"]]}
            for theme in themes
            if theme["side"] == side and theme["code"] in counts
        ]
        for side in SIDES
    }


def _themes():
    return list(Theme.objects.values("code", "name", "name_en", "side"))
