"""Tags about decisions: their reasons in words, with the way to each place."""

from django import template

from moderation.corrections import Correction, reasons_of
from moderation.models import Decision

register = template.Library()


@register.simple_tag
def places_of(decision: Decision) -> list[Correction]:
    """Return the Corrections of a decision that name a place."""
    return [one for one in reasons_of(decision, decision.submission) if one.label]
