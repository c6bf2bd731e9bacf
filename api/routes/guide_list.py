"""`guides`: the list that a portal takes over page by page, with filters.

Its items are joined of texts that lie ready: no list is built, checked and spelled for a reader.
"""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from api.conditional import CACHE_CONTROL
from api.parameters import BY_PAGE, BY_SEQ, ListParams
from api.problem_details import invalid_parameter
from api.schemas import GuideList
from core.people.former_departments import with_former
from core.running.near_cache import kept
from core.texts.json_text import json_text, moment_text
from guides.document import sha256_hex
from publication.choices import FacetName
from publication.listed import listed_guides
from publication.models import Event
from search.finding import find_hits
from search.query import MOST_HITS, MOST_LIMIT, SearchQuery

router = Router(tags=["guides"])

MOST_COUNTED = 10_000
COUNTED_SECONDS = 60
LONGEST_AT_THE_COUNTER = timedelta(minutes=10)
"""No filing waits so long between its moment and its number."""
COLUMNS = ("code", "state", "current__version", "seq", "updated_at", "summary")


@router.get(
    "guides", response=GuideList, operation_id="list_guides", summary="Guides, page by page"
)
def guides(request: HttpRequest, params: Query[ListParams]) -> HttpResponse:
    """Return guides in the order of their last change, so that one that changes comes again.

    Without `state`, guides that are in force, not yet in force or suspended. With `q`, the best
    hits of the search come first, at most 1,000. `total` counts up to 10,000. Who has taken all
    pages goes on with `changes` after the largest `seq`.
    """
    body = _found(params) if params.q else _listed(params)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _listed(params):
    states = _filtered(params)
    counted = _counted(states, params)
    if after := _position(params.cursor, BY_SEQ):
        states = states.filter(seq__gt=after)
    rows = list(states.order_by("seq").values_list(*COLUMNS)[: params.limit + 1])
    page = rows[: params.limit]
    return _list_of(
        [_item(*row) for row in page],
        next=f"{BY_SEQ}{page[-1][3]}" if len(rows) > len(page) else None,
        total=min(counted, MOST_COUNTED),
        total_is_capped=counted > MOST_COUNTED,
    )


def _list_of(items, **rest):
    """Return the JSON text of a GuideList of items that are JSON texts."""
    return f'{{"items":[{",".join(items)}],{json_text(rest)[1:]}'


def _item(code, state, version, seq, updated_at, facts):
    """Return the JSON text of a Summary, whose list facts are JSON text."""
    return (
        f'{{"code":{json_text(code)},"state":"{state}","version":{version},"seq":{seq},'
        f'"updated_at":"{moment_text(updated_at)}",{facts[1:]}'
    )


def _counted(states, params):
    """Return the number of states up to one above MOST_COUNTED; counted once a minute."""
    parameters = params.dict(exclude={"q", "cursor", "limit"})
    key = f"api:guides:{sha256_hex(json.dumps(parameters, sort_keys=True, default=str))}"
    return kept(key, lambda: states.order_by()[: MOST_COUNTED + 1].count(), COUNTED_SECONDS)


def _filtered(params):
    facets = {name: getattr(params, name) for name in FacetName.values}
    departments = with_former(params.department)
    states = listed_guides(states=params.state, departments=departments, **facets)
    if params.updated_after:
        states = _updated_after(states, params.updated_after)
    return states


def _updated_after(states, moment):
    """Leave those updated after a moment; numbers follow moments but for the wait at the counter,
    so the list begins there and does not read all that is older.
    """
    events = Event.objects.filter(at__gt=moment - LONGEST_AT_THE_COUNTER)
    first = Subquery(events.order_by("at").values("seq")[:1])
    return states.filter(updated_at__gt=moment, seq__gte=first)


def _found(params):
    """Return a page of search hits as list items; all their facts lie in the index."""
    if params.updated_after:
        raise invalid_parameter("updated_after", _("Not possible together with q."))
    page = _position(params.cursor, BY_PAGE) or 1
    limit = min(params.limit, MOST_LIMIT)
    names = ("department", "state", *FacetName.values)
    filters: dict[str, Any] = {name: tuple(getattr(params, name)) for name in names}
    page = min(page, max(MOST_HITS // limit, 1))
    query = SearchQuery(q=params.q, page=page, limit=limit, **filters)
    hits, total, is_capped = find_hits(query)
    more = page * limit < total and page < MOST_HITS // limit
    return _list_of(
        [
            _item(hit.code, hit.state, hit.version, hit.seq, _moment(hit), json_text(hit.facts))
            for hit in hits
        ],
        next=f"{BY_PAGE}{page + 1}" if more else None,
        total=total,
        total_is_capped=is_capped,
    )


def _moment(hit):
    return datetime.fromisoformat(hit.updated_at)


def _position(cursor, kind):
    """Return the number in a cursor of this kind of list, or None without a cursor."""
    if not cursor:
        return None
    if not (found := re.fullmatch(rf"{kind}([0-9]{{1,18}})", cursor)):
        raise invalid_parameter("cursor", _("Not a cursor of this list."))
    return int(found.group(1))
