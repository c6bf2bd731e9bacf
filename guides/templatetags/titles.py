"""Titles as lists show them: without the words that every one ends with."""

from django import template

register = template.Library()

ENDINGS = ("办事指南", "业务手册")


@register.filter
def short_title(title: str) -> str:
    """Return a title without 办事指南 or 业务手册 at its end; a list says the kind beside it."""
    for ending in ENDINGS:
        if title.endswith(ending) and title != ending:
            return title.removesuffix(ending)
    return title
