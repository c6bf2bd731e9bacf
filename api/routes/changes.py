"""`changes`: the feed that a portal follows by sequence, tombstones included."""

from typing import Annotated

from ninja import Query, Router

from api.schemas import Changes
from guides.choices import DocumentKind
from publication.models import Event

router = Router(tags=["changes"])


@router.get("changes", response=Changes, summary="What happened to guides after a sequence number")
def changes(
    request,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
):
    """Return events in commit order; manuals never show."""
    events = list(
        Event.objects.filter(kind=DocumentKind.GUIDE, seq__gt=after).order_by("seq")[: limit + 1]
    )
    page = events[:limit]
    return {
        "items": page,
        "next_after": page[-1].seq if page else after,
        "has_more": len(events) > limit,
    }
