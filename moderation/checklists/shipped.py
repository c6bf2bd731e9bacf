"""The checklists by default; a `Checklist` of the admin replaces them, for all or for one outline.

The points follow `docs/template.md` and the rules of quality that look for the same.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.choices import ReviewStage


@dataclass(frozen=True)
class Point:
    """One point (审查要点) of a checklist; `rules` are the quality rules that look for the same."""

    key: str
    label: str | Promise
    rules: tuple[str, ...] = ()


SECRECY = "secrecy"
"""The point that no checklist leaves out: the check for secrets, with name and day."""

SHIPPED: dict[str, tuple[Point, ...]] = {
    ReviewStage.FORMAL: (
        Point("complete", _("All elements are there, none is empty"), ("L18", "L23")),
        Point("manual", _("The item has its guide and its manual")),
        Point("reasons", _("Each changed section says why")),
        Point("attachments", _("Forms and attachments open and are the ones named")),
        Point("steps", _("The steps and their flow chart are whole"), ("L08", "L09")),
        Point("contacts", _("The numbers for questions and complaints are right"), ("L14",)),
    ),
    ReviewStage.COMPLIANCE: (
        Point("name", _("The name is that of the catalogue"), ("L21", "L22")),
        Point("bases", _("The legal bases name article and paragraph, and are valid"), ("L19",)),
        Point("power", _("The authority holds the power")),
        Point("catch_all", _("No catch-all wording in conditions and materials"), ("L01", "L02")),
        Point("materials", _("Each material has a basis, none could be shared"), ("L04", "L27")),
        Point("fees", _("Fees rest on a law or administrative regulation"), ("L12",)),
        Point("agreement", _("Guide and manual agree"), ("L24",)),
        Point("sum", _("The steps add up to the promise"), ("L06", "L07")),
        Point(
            "limit", _("The promise keeps the legal limit; a special limit has its basis"), ("L05",)
        ),
    ),
}
