"""`changes`: the feed that a portal follows by sequence, tombstones included."""

from ninja import Query, Router

from api.parameters import ChangesParams
from api.schemas import Changes
from guides.choices import DocumentKind
from publication.models import Event

router = Router(tags=["changes"])


@router.get(
    "changes",
    response=Changes,
    operation_id="list_changes",
    summary="What happened to guides after a sequence number",
)
def changes(request, params: Query[ChangesParams]):
    """Return events in commit order; manuals never show."""
    found = Event.objects.filter(kind=DocumentKind.GUIDE, seq__gt=params.after).order_by("seq")
    events = list(found[: params.limit + 1])
    page = events[: params.limit]
    return {
        "items": page,
        "next_after": page[-1].seq if page else params.after,
        "has_more": len(events) > params.limit,
    }
