"""`changes`: the feed that a portal follows by sequence, tombstones included."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from api.parameters import ChangesParams
from api.schemas import Changes
from core.texts.json_text import json_text, moment_text
from guides.choices import DocumentKind
from publication.choices import TOMBSTONES
from publication.models import Event

router = Router(tags=["changes"])
COLUMNS = ("seq", "type", "code", "kind", "version", "sha256", "at")


@router.get(
    "changes",
    response=Changes,
    operation_id="list_changes",
    summary="What happened to guides after a sequence number",
)
def changes(request: HttpRequest, params: Query[ChangesParams]) -> HttpResponse:
    """Return events in commit order; manuals never show."""
    events = Event.objects.filter(kind=DocumentKind.GUIDE, seq__gt=params.after).order_by("seq")
    rows = list(events.values(*COLUMNS)[: params.limit + 1])
    page = rows[: params.limit]
    body = {
        "items": [_item(row) for row in page],
        "next_after": page[-1]["seq"] if page else params.after,
        "has_more": len(rows) > params.limit,
    }
    return HttpResponse(json_text(body), content_type="application/json; charset=utf-8")


def _item(row):
    """Return what a `Change` says of an event; by hand, as a page may have a thousand."""
    return row | {"at": moment_text(row["at"]), "tombstone": row["type"] in TOMBSTONES}
