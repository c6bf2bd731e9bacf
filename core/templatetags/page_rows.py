"""What the stock admin asks for each page of a list on its own, here asked once for all rows."""

from django import template
from wagtail.models import Page

from core.lists.standing import tell_standings

register = template.Library()


@register.simple_tag(takes_context=True)
def standings(context, page):
    """Return how a page stands, as a list of Standing."""
    if not hasattr(page, "standings"):
        tell_standings([page, *_others(context, "standings")])
    return page.standings


@register.simple_tag(takes_context=True)
def parent_id(context, page):
    """Return the id of a page's parent, or None for the root."""
    if not hasattr(page, "parent_id"):
        _tell_parents([page, *_others(context, "parent_id")])
    return page.parent_id


def _others(context, told):
    rows = getattr(context.get("table"), "data", None) or ()
    return [row for row in rows if isinstance(row, Page) and not hasattr(row, told)]


def _tell_parents(pages):
    paths = {page.pk: page.path[: -Page.steplen] for page in pages}
    rows = Page.objects.filter(path__in=set(paths.values())).values_list("path", "pk")
    known = dict(rows.order_by())
    for page in pages:
        page.parent_id = known.get(paths[page.pk])
