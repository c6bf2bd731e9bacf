"""Lists of guides from their public states: rows with facts, pages by key, counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import get_language

from core.people.former_departments import follower_of
from core.requests.values import whole_number
from core.running.near_cache import kept
from guides.choices import DocumentKind
from guides.showing.facts import facts_line
from guides.showing.language import speaking
from guides.showing.words import full_name
from publication.choices import State
from publication.listed import listed_guides, open_themes
from publication.models import PublicState

PAGE_SIZE = 30
COUNTS_SECONDS = 60
LIST_FIELDS = (
    "pk", "code", "state", "seq", "since", "until", "title", "department_slug", "summary",
    "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page of a list; `after` is the key of the following page, or None."""

    rows: list
    after: int | None


def open_guides(**filters: Any) -> QuerySet[PublicState]:
    """Return the states of guides that lists show, with the columns that a row needs.

    `filters` are those of `listed_guides`.
    """
    return listed_guides(**filters).only(*LIST_FIELDS)


def page_by(states: QuerySet[PublicState], key: str, after: int | None) -> Page:
    """Return one page of states, newest first by `key` (`seq` or `pk`), below the key `after`."""
    if after is not None:
        states = states.filter(**{f"{key}__lt": after})
    found = list(states.order_by(f"-{key}")[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    return Page(rows_of(found), getattr(found[-1], key) if more else None)


def rows_of(states: Iterable[PublicState]) -> list[dict[str, Any]]:
    """Return what the rows of a list show of states."""
    with speaking(get_language()):
        return [_row(state) for state in states]


def _row(state):
    """Return what one row of a list shows of a state."""
    summary = state.summary
    return {
        "code": state.code,
        "name": full_name(summary, state.title),
        "summary": summary.get("summary", ""),
        "aliases": summary.get("aliases", []),
        "department": summary.get("department", {}),
        "facts": facts_line(summary),
        "short_facts": facts_line(summary, with_way=False),
        "tag": state.get_state_display() if state.state != State.CURRENT else "",
        "suspended": state.state == State.SUSPENDED,
        "until": state.until if state.state == State.SUSPENDED else None,
    }


def after_of(params: QueryDict) -> int | None:
    """Return the key `after=` of a request, or None; nonsense counts as none."""
    return whole_number(params.get("after", ""))


def department_counts() -> list[dict[str, Any]]:
    """Return `[{"slug", "name", "name_en", "count", "slugs"}]`, most guides first; counted once a
    minute. `slugs` are those under which its guides were filed: one that was merged into it too.
    """
    return kept("home:departments", _count_departments, COUNTS_SECONDS)


def _count_departments():
    counted = list(
        open_guides()
        .order_by()
        .values("department_slug")
        .annotate(count=Count("pk"), newest=Max("seq"))
        .order_by("-count", "department_slug")
    )
    newest = PublicState.objects.filter(
        kind=DocumentKind.GUIDE, seq__in=[one["newest"] for one in counted]
    ).annotate(today=Subquery(follower_of(OuterRef("department_slug"))))
    states = {state.department_slug: state for state in newest}
    found: dict[str, dict[str, Any]] = {}
    for one in counted:
        filed_as = one["department_slug"]
        state = states.get(filed_as)
        slug = state.today or filed_as if state else filed_as
        names = _names_of(state) if state else {}
        row = found.setdefault(slug, {"slug": slug, "count": 0, "slugs": []})
        row["count"] += one["count"]
        row["slugs"].append(filed_as)
        row.setdefault("name", names.get("name") or slug)
        row.setdefault("name_en", names.get("name_en", ""))
    return sorted(found.values(), key=lambda row: (-row["count"], row["slug"]))


def _names_of(state):
    """Return how a department is called: as it was filed, or as it is called since a reform."""
    is_reformed = state.today or "renamed" in state.handed_to
    return state.handed_to if is_reformed and state.handed_to else state.summary["department"]


def theme_counts() -> dict[str, int]:
    """Return {theme code: number of open guides}; counted once a minute."""
    return kept("home:themes", _count_themes, COUNTS_SECONDS)


def _count_themes():
    return dict(open_themes().values_list("value").annotate(count=Count("pk")))
