"""Tags about decisions: their reasons in words, with the way to each place."""

from django import template

from moderation.corrections import reasons_of

register = template.Library()


@register.simple_tag
def places_of(decision):
    """Return the Corrections of a decision that name a place."""
    return [one for one in reasons_of(decision, decision.submission) if one.label]
