"""What the stock admin asks for each page of a list on its own, here asked once for all rows."""

from typing import Any

from wagtail.models import Page

from core.lists.standing import Standing, attach_standings


def standings_of_row(context: Any, page: Any) -> list[Standing]:
    """Return how a page stands, as a list of Standing; `context` holds the table that it is in."""
    if not hasattr(page, "standings"):
        attach_standings([page, *_rows_without(context, "standings")])
    return page.standings


def parent_id_of_row(context: Any, page: Any) -> int | None:
    """Return the id of a page's parent, or None for the root."""
    if not hasattr(page, "parent_id"):
        _keep_parent_ids([page, *_rows_without(context, "parent_id")])
    return page.parent_id


def _rows_without(context, name):
    rows = getattr(context.get("table"), "data", None) or ()
    return [row for row in rows if isinstance(row, Page) and not hasattr(row, name)]


def _keep_parent_ids(pages):
    paths = {page.pk: page.path[: -Page.steplen] for page in pages}
    rows = Page.objects.filter(path__in=set(paths.values())).values_list("path", "pk")
    known = dict(rows.order_by())
    for page in pages:
        page.parent_id = known.get(paths[page.pk])
