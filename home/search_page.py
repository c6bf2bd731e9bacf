"""What the search page shows of a search result: hits, filters, pills, order, pages."""

import logging
from dataclasses import asdict
from time import monotonic
from typing import Any

from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guides.showing.facts import facts_line
from guides.showing.words import full_name
from publication.choices import State
from publication.models.state import is_overdue
from publication.reading import as_date
from search.facets import FLAGS, TITLES
from search.finding import find
from search.log.noting import note_search
from search.query import FASTEST, RELEVANCE, UPDATED, SearchQuery

logger = logging.getLogger(__name__)

GROUPS = ("department", "theme", "situation", "audience", "region", "item_type")
FOLDED = frozenset({"audience", "region", "item_type"})
SHOWN_VALUES = 6
NEAR = 2


def search_context(params: QueryDict) -> dict[str, Any]:
    """Return the template's context of a search; `failed` when nothing answers."""
    query = SearchQuery.from_params(params)
    began = monotonic()
    try:
        result = find(query)
    except Exception:  # whatever it is, a reader gets an apology and other ways, not an error
        logger.exception("search does not answer")
        return {
            "failed": True,
            "q": query.q,
            "hits": [],
            "related": [],
            "bundles": [],
            "degraded": False,
        }
    note_search(result, monotonic() - began)
    return {
        "failed": False,
        "q": query.q,
        "degraded": result.degraded,
        "total": result.total,
        "total_is_capped": result.total_is_capped,
        "expanded": result.expanded,
        "exact_link": _link(query.but(exact=True)),
        "did_you_mean": result.did_you_mean,
        "corrected": result.corrected,
        "answer": result.answer,
        "bundles": [asdict(one) for one in result.bundles],
        "hits": [_hit(hit) for hit in result.hits],
        "related": [_hit(hit) for hit in result.related],
        "first_page_link": _link(query.but(page=1)) if query.page > 1 else "",
        "flags": [
            {"name": name, "value": value}
            for name in FLAGS
            for value in result.facets.get(name, [])
        ],
        "groups": _groups(result.facets),
        "pills": _pills(query, result.facets),
        "clear_link": _link(query.unfiltered()),
        "orders": _orders(query),
        "kept": [(name, value) for name, value in query.params() if name in KEPT],
        "pager": _pager(query, result),
    }


KEPT = frozenset({"q", "sort", "exact", "limit", "state"})


def _link(query):
    return f"?{query.query_string()}"


def _hit(hit):
    title = hit.highlights.get("name") or [""]
    excerpt = hit.excerpt or {"label": "", "html": ""}
    return {
        "code": hit.code,
        "name": full_name(hit.facts, hit.title),
        "title_html": mark_safe(title[0]),  # noqa: S308 - escaped and marked by search
        "department": hit.facts["department"],
        "summary": hit.summary,
        "label": excerpt["label"],
        "html": mark_safe(excerpt["html"]),  # noqa: S308 - escaped and marked by search
        "facts": facts_line(hit.facts),
        "suspended": hit.state == State.SUSPENDED,
        "scheduled": hit.state == State.SCHEDULED,
        "part": hit.part,
        "missing": hit.missing,
        "pinned": hit.pinned,
        "until": "" if is_overdue(hit.state, as_date(hit.until)) else hit.until,
    }


def _groups(facets):
    """Return the groups of filters that can make a difference."""
    return [
        {
            "name": name,
            "title": TITLES[name],
            "values": values[:SHOWN_VALUES],
            "more": values[SHOWN_VALUES:],
            "folded": name in FOLDED and not any(value.selected for value in values),
        }
        for name in GROUPS
        if len(values := facets.get(name, [])) > 1 or any(value.selected for value in values)
    ]


def _pills(query, facets):
    labels = {(name, one.value): one.label for name, values in facets.items() for one in values}
    return [
        {
            "label": labels.get((name, value), value),
            "link": _link(query.toggled(name, value)),
        }
        for name, values in query.filters.items()
        for value in values
    ]


def _orders(query):
    named = (
        (RELEVANCE, pgettext("order of results", "Best match")),
        (UPDATED, pgettext("order of results", "Last changed")),
        (FASTEST, pgettext("order of results", "Fastest")),
    )
    return [
        {"label": label, "link": _link(query.but(sort=sort)), "current": query.sort == sort}
        for sort, label in named
    ]


def _pager(query, result):
    last = result.pages
    near = range(max(1, query.page - NEAR), min(last, query.page + NEAR) + 1)
    return {
        "numbers": [
            {
                "number": number,
                "link": _link(query.but(page=number)),
                "current": number == query.page,
            }
            for number in (sorted({1, *near}) if last > 1 else ())
        ],
        "next": _link(query.but(page=query.page + 1)) if query.page < last else "",
        "text": _("%(first)s–%(last)s of %(total)s")
        % {
            "first": query.offset + 1,
            "last": min(query.offset + query.limit, result.total),
            "total": result.total,
        },
    }
