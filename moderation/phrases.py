"""Phrases (常用意见) that a reviewer often needs when returning a section."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GENERAL = (
    _("Incomplete, please fill it in."),
    _("Contradicts another section, please make them agree."),
    _("Please say it in words that applicants understand."),
)
OF_SECTION = {
    "legal_bases": (
        _("Cite the basis down to article, paragraph and item."),
        _("The basis is no longer in force, please replace it."),
    ),
    "conditions": (_("Replace catch-all conditions by the full list."),),
    "materials": (
        _("Say how many originals and copies are needed."),
        _("Name the basis of this material."),
        _("Replace “other materials” by the full list."),
    ),
    "time_limits": (
        _("The limit differs from the law, please name its basis."),
        _("The steps do not add up to the promised limit."),
    ),
    "process": (_("Say of each step who does it and how long it takes."),),
    "fees": (_("Name the legal basis and the standard of the fee."),),
    "service_points": (_("The hours differ from those of the shared service point."),),
    "contacts": (_("A private phone number stands here, please take it out."),),
}


def phrases_for(section: str) -> tuple[str | Promise, ...]:
    """Return the phrases for a section of a guide or manual, its own ones first."""
    return OF_SECTION.get(section.removeprefix("manual."), ()) + GENERAL
