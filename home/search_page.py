"""What the search page shows of a search result: hits, filters, pills, sorting, pages."""

import logging
from types import SimpleNamespace
from urllib.parse import urlencode

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guides.showing.facts import facts_line
from home.listing import row_name
from publication.choices import State

logger = logging.getLogger(__name__)

FLAGS = ("online", "no_visit", "free", "instant")
GROUPS = ("department", "theme", "situation", "audience", "region")
KEPT = ("q", "sort", "exact")
SHOWN_VALUES = 8
SORTS = (
    ("", lambda: pgettext("order of results", "Best match")),
    ("updated", lambda: pgettext("order of results", "Last changed")),
    ("fastest", lambda: pgettext("order of results", "Fastest")),
)


def search_context(params):
    """Give the template's context of a search; `failed` when no engine answers."""
    chosen = {name: params.getlist(name) for name in (*FLAGS, *GROUPS) if params.getlist(name)}
    kept = {name: params[name] for name in KEPT if params.get(name)}
    words = params.get("q", "").strip()
    result = _find(params)
    if result is None:
        return {"failed": True, "q": words, "hits": [], "degraded": False}
    page, size = result.query.page, result.query.limit
    links = Links(kept, chosen)
    return {
        "failed": False,
        "q": words,
        "degraded": result.degraded,
        "total": result.total,
        "total_is_capped": result.total_is_capped,
        "expanded": [] if kept.get("exact") else result.expanded,
        "exact_link": links.to(exact="1"),
        "did_you_mean": result.did_you_mean,
        "hits": [_hit(hit) for hit in result.hits],
        "flags": _flags(result.facets),
        "groups": _groups(result.facets),
        "pills": _pills(result.facets, chosen, links),
        "clear_link": links.to(clear=True),
        "sorts": [
            {"label": name(), "link": links.to(sort=key), "current": kept.get("sort", "") == key}
            for key, name in SORTS
        ],
        "kept": kept,
        "pager": _pager(page, size, result.total, links),
    }


class Links:
    """Addresses of the same search with one thing changed."""

    def __init__(self, kept, chosen):
        self.kept, self.chosen = kept, chosen

    def to(self, *, clear=False, without=None, **changes):
        """Give a query string; `without` is a pair (facet, value) to be left out."""
        pairs = [(key, value) for key, value in (self.kept | changes).items() if value]
        if not clear:
            pairs += [
                (name, value)
                for name, values in self.chosen.items()
                for value in values
                if (name, value) != without
            ]
        return f"?{urlencode(pairs)}"


def _find(params):
    """Ask the search room; None when nothing answers, so that the page can say so."""
    from search.finding import find
    from search.query import SearchQuery

    try:
        query = SearchQuery.from_params(params)
        result = find(query)
    except Exception:
        logger.exception("search does not answer")
        return None
    return SimpleNamespace(query=query, **{name: getattr(result, name) for name in RESULT})


RESULT = ("hits", "facets", "total", "total_is_capped", "degraded", "expanded", "did_you_mean")


def _hit(hit):
    shown = hit.shown
    facts = shown["facts"]
    highlights = dict(hit.highlights)
    title = highlights.pop("title", [])
    return {
        "code": hit.code,
        "name": row_name(facts, hit.title),
        "title_html": mark_safe(title[0]) if title else "",  # noqa: S308 - marks made by search
        "department": facts.get("department", {}),
        "summary": facts.get("summary", ""),
        "said": [
            {"label": _field_label(field), "html": mark_safe(" …… ".join(pieces))}  # noqa: S308
            for field, pieces in highlights.items()
        ][:2],
        "facts": facts_line(facts),
        "suspended": shown["state"] == State.SUSPENDED,
        "scheduled": shown["state"] == State.SCHEDULED,
        "until": shown.get("until"),
    }


def _field_label(field):
    from search.texts import LABELS

    return LABELS.get(field, "")


def _flags(facets):
    return [{"name": name, "value": value} for name in FLAGS for value in facets.get(name, [])]


def _groups(facets):
    from search.facets import TITLES

    return [
        {
            "name": name,
            "title": TITLES[name],
            "values": facets[name][:SHOWN_VALUES],
            "more": facets[name][SHOWN_VALUES:],
            "chosen": any(value.selected for value in facets[name]),
        }
        for name in GROUPS
        if facets.get(name)
    ]


def _pills(facets, chosen, links):
    labels = {(name, one.value): one.label for name, values in facets.items() for one in values}
    return [
        {"label": labels.get((name, value), value), "link": links.to(without=(name, value))}
        for name, values in chosen.items()
        for value in values
    ]


def _pager(page, size, total, links):
    last = max(1, -(-total // size))
    near = [number for number in range(page - 2, page + 3) if 1 <= number <= last]
    numbers = sorted({1, *near} if last > 1 else set())
    return {
        "numbers": [
            {"number": number, "link": links.to(page=number), "current": number == page}
            for number in numbers
        ],
        "next": links.to(page=page + 1) if page < last else "",
        "first": (page - 1) * size + 1,
        "last": min(page * size, total),
        "text": _("%(first)s–%(last)s of %(total)s")
        % {"first": (page - 1) * size + 1, "last": min(page * size, total), "total": total},
    }
