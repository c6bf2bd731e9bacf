"""The screens of search for operators: report, health, why a guide stands where it does."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from core.access.scope import scope_of
from core.choices import KEEPERS, WATCHERS
from core.papers.charts import line_chart
from core.requests.values import one_line
from core.texts.typed import typed_text
from search import verify
from search.dead_letters import repair_dead_letters
from search.dictionary.conflicts import conflicts_of
from search.engines.elasticsearch_client import NoAnswerError
from search.explaining import explain
from search.learning import learn
from search.log import figures
from search.models import Synonym
from search.overviews import health as health_of

LONGEST = 200
LONGEST_NAMES = 2000


def can_watch(user: Any) -> bool:
    """Return whether somebody may read how search is."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & WATCHERS)


def can_keep(user: Any) -> bool:
    """Return whether somebody may change what search does."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & KEEPERS)


def _require(is_allowed):
    if not is_allowed:
        raise PermissionDenied


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """Show what was looked for in the last thirty days, and what found nothing."""
    _require(can_watch(request.user))
    days = figures.by_day()
    totals = figures.totals()
    context = _tabs("report", request.user) | {
        "totals": totals,
        "share_without": _percent(totals["without"], totals["searches"]),
        "share_clicked": _percent(totals["clicks"], totals["searches"]),
        "charts": [
            (_("Searches a day"), _chart([(day, count) for day, count, _without in days])),
            (_("Without a hit a day"), _chart([(day, without) for day, _all, without in days])),
        ],
        "days": days,
        "candidates": figures.candidates(),
        "asked": list(figures.most_asked()),
    }
    return render(request, "search/overviews/report.html", context)


@require_POST
def add_word(request: HttpRequest) -> HttpResponse:
    """Make an everyday word of a query that found nothing."""
    _require(can_keep(request.user))
    word = one_line(request.POST.get("word", ""))[:50]
    try:
        official = typed_text(request.POST.get("official", ""), LONGEST_NAMES)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("search_report")
    row = Synonym(
        word=word,
        official=official,
        evidence=one_line(request.POST.get("evidence", ""))[:200],
        updated_by=request.user.get_username(),
    )
    try:
        row.full_clean()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("search_report")
    row.save()
    messages.success(request, _("“%(word)s” finds its guides from now on.") % {"word": word})
    if hidden := conflicts_of(word, row.official_names):
        text = _("“%(word)s” also stands in: %(names)s. Look whether these are still found well.")
        messages.warning(request, text % {"word": word, "names": "、".join(hidden)})
    return redirect("search_report")


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Show how each engine is, what waits, and what was set aside."""
    _require(can_watch(request.user))
    context = _tabs("health", request.user) | {
        "engines": health_of.engines(),
        "letters": health_of.dead_letters(),
        "learnt": health_of.learnt(),
    }
    return render(request, "search/overviews/health.html", context)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Repair dead letters, verify and repair the database's index, or learn now."""
    _require(can_keep(request.user))
    name = request.POST.get("act", "")
    if name in ACTS:
        try:
            messages.success(request, ACTS[name]())
        except NoAnswerError as error:
            text = _("Elasticsearch does not answer: %(error)s. Try again once it does.")
            messages.error(request, text % {"error": error})
    return redirect("search_health")


def _repair_letters():
    repaired, left = repair_dead_letters()
    return _("Repaired: %(repaired)s; left: %(left)s.") % {"repaired": repaired, "left": left}


def _learn():
    learn()
    return _("Frequencies and spellings are learnt anew.")


def _verify():
    found = verify.verify("database", repair=True)
    text = _("%(count)s guides compared, %(wrong)s were wrong and are written anew.")
    return text % {"count": found.published, "wrong": len(found.wrong)}


ACTS = {"letters": _repair_letters, "learn": _learn, "verify": _verify}


@require_GET
def explanation(request: HttpRequest) -> HttpResponse:
    """Show why a guide stands where it does for a query."""
    _require(can_watch(request.user))
    q = one_line(request.GET.get("q", ""))[:LONGEST]
    code = one_line(request.GET.get("code", ""))[:120].strip()
    context = _tabs("explain", request.user) | {
        "q": q,
        "code": code,
        "found": explain(q, code) if q and code else None,
    }
    return render(request, "search/overviews/explain.html", context)


def _tabs(current, user):
    named = (
        ("report", _("What is looked for"), "search_report"),
        ("health", _("Health"), "search_health"),
        ("explain", _("Why is it there?"), "search_explain"),
    )
    tabs = [{"name": name, "label": label, "url": reverse(url)} for name, label, url in named]
    return {"tabs": tabs, "current": current, "can_keep": can_keep(user)}


def _percent(part, whole):
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _chart(points):
    first, last = points[0][0], points[-1][0]
    values = [value for _day, value in points]
    words = _("From %(first)s to %(last)s; the last day: %(value)s")
    ends = date_format(first, "n-j"), date_format(last, "n-j")
    says = words % {"first": ends[0], "last": ends[1], "value": values[-1]}
    return line_chart(values, first=ends[0], last=ends[1], says=says)
