"""The screens of reforms: the list, a plan with its preview, its progress, and its report."""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core.audit import record
from core.editing.seen_form import saved_in_turn
from core.lists.paging import UncountedPage, key_of
from guides.branches import running
from publication.acts import REFORM_WRITTEN
from publication.choices import ReformKind
from publication.models import Reform
from publication.reforms import planning, working
from publication.reforms.forms import ReformForm, SourceForm
from publication.reforms.obstacles import obstacles_of
from publication.reforms.people import can_look, can_run, objection, role_of
from publication.reforms.scope import sources_of
from publication.reforms.touched import TOUCHES, touched_by

A_PAGE = 50
AT_ONCE_SECONDS = 2.0
"""So long a person who confirms waits; the relay does the rest."""
DONE = {
    "send": lambda: _("The plan waits for a second person. Nothing changes until then."),
    "confirm": lambda: _("Confirmed. It is carried out on its day; this page shows how far it is."),
    "return": lambda: _("The plan is a draft again."),
    "drop": lambda: _("The plan was given up."),
    "again": lambda: _("The rest is taken up; this page shows how far it is."),
}


def only_lookers(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let only those in who see every department."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not can_look(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def reform_or_404(pk: int, *, held: bool = False) -> Reform:
    """Return a reform with those whom its pages name; `held` until the transaction ends."""
    rows = Reform.objects.select_related(
        "target", "new_parent", "written_by", "confirmed_by", "decision"
    )
    if held:
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, pk=pk)


@require_safe
@only_lookers
def reforms(request: HttpRequest) -> HttpResponse:
    """List the reforms, the newest first."""
    rows = Reform.objects.select_related("target").prefetch_related("sources")
    page = UncountedPage(rows, request.GET.get("p", ""), A_PAGE)
    context = {"page": page, "can_run": can_run(request.user), "kinds": ReformKind.choices}
    return render(request, "publication/reforms/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_lookers
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new reform of a kind."""
    if not can_run(request.user):
        raise PermissionDenied
    if kind not in ReformKind.values:
        raise Http404
    return _written(request, Reform(kind=kind, written_by=cast(Any, request.user)))


@require_http_methods(["GET", "HEAD", "POST"])
@only_lookers
@saved_in_turn
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft anew; what was sent is returned first."""
    if not can_run(request.user):
        raise PermissionDenied
    reform = reform_or_404(pk, held=request.method == "POST")
    if reform.state != Reform.State.DRAFT:
        messages.error(request, _("Only a draft is written. Let it be returned first."))
        return redirect("reforms_one", pk)
    return _written(request, reform)


def _written(request, reform):
    source = _source(request, reform)
    if reform.kind == ReformKind.SPLIT and source is None:
        first = SourceForm(request.GET if "source" in request.GET else None)
        return _form(request, reform, first, "get", 200)
    form = ReformForm(request.POST or None, request.FILES or None, instance=reform, source=source)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(form, request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The plan was saved. Look at what it touches."))
            return redirect("reforms_one", saved.pk)
    return _form(request, reform, form, "post", 422 if request.method == "POST" else 200)


def _form(request, reform, form, method, status):
    context = {"form": form, "reform": reform, "method": method}
    return render(request, "publication/reforms/edit.html", context, status=status)


def _source(request, reform):
    """Return the department whose items are offered, or None."""
    if reform.kind != ReformKind.SPLIT:
        return None
    if reform.pk:
        return reform.sources.first()
    form = SourceForm(request.GET)
    return form.cleaned_data["source"] if form.is_valid() else None


@transaction.atomic
def _save(form, user):
    form.keep_decision(user)
    reform = form.instance
    reform.editors = sorted({*reform.editors, user.pk})
    reform = form.save()
    record(REFORM_WRITTEN, by=user, role=role_of(user), about=reform, decision=reform.words)
    return reform


@require_safe
@only_lookers
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a reform: what it touches and what cannot go, or how far it is and what was left."""
    reform = reform_or_404(pk)
    context = {
        "reform": reform,
        "sources": sources_of(reform),
        "stamp": planning.stamp(reform),
        "touched": touched_by(reform) if reform.is_planned else [],
        "obstacles": obstacles_of(reform) if reform.is_planned else [],
        "progress": None if reform.is_planned else progress_of(reform),
        "rest": list(reform.entries.filter(is_done=False)[:A_PAGE]),
        "jobs": list(reform.jobs.select_related("department")),
        "verbs": {name: planning.is_allowed(request.user, reform, name) for name in planning.VERBS},
        "why_not": _why_not(request.user, reform),
        "may_edit": can_run(request.user) and reform.state == Reform.State.DRAFT,
        "is_followed": reform.is_running,
    }
    return render(request, "publication/reforms/one.html", context)


def _why_not(user: Any, reform: Reform) -> Any:
    """Return the sentence why this person does not confirm what waits for it, or None."""
    waits = reform.state == Reform.State.WAITING and can_run(user)
    return objection(user, reform) if waits else None


def progress_of(reform: Reform) -> dict[str, int]:
    """Return how many guides are done and left, and the share of the whole in percent."""
    guides = reform.entries.filter(about="guide").order_by()
    done, left = (guides.filter(is_done=is_done).count() for is_done in (True, False))
    has_ended = reform.state in (Reform.State.DONE, Reform.State.REST)
    percent = 100 if has_ended else min(99, 100 * (done + left) // max(reform.total, 1))
    return {"done": done, "left": left, "total": reform.total, "percent": percent}


@require_safe
@only_lookers
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the bar and the numbers alone, for the page that refreshes them."""
    reform = reform_or_404(pk)
    context = {"reform": reform, "progress": progress_of(reform)}
    return render(request, "publication/reforms/progress.html", context)


@require_safe
@only_lookers
def touched(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """List what a reform touches of one kind, a screenful at a time by key."""
    reform = reform_or_404(pk)
    touch = TOUCHES.get(what)
    if touch is None or ReformKind(reform.kind) not in touch.goes:
        raise Http404
    found = list(touch.rows(reform).filter(pk__gt=key_of(request)).order_by("pk")[: A_PAGE + 1])
    shown = found[:A_PAGE]
    context = {
        "reform": reform,
        "touch": touch,
        "goes": touch.goes[ReformKind(reform.kind)],
        "rows": [(touch.name(row), touch.address(row)) for row in shown],
        "after": shown[-1].pk if len(found) > A_PAGE else 0,
    }
    return render(request, "publication/reforms/touched.html", context)


@require_safe
@only_lookers
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """List what became of each thing, a screenful at a time by key; `rest` alone if asked for."""
    reform = reform_or_404(pk)
    rows = reform.entries.filter(pk__gt=key_of(request))
    only_rest = "rest" in request.GET
    if only_rest:
        rows = rows.filter(is_done=False)
    found = list(rows.order_by("pk")[: A_PAGE + 1])
    context = {
        "reform": reform,
        "entries": found[:A_PAGE],
        "after": found[A_PAGE - 1].pk if len(found) > A_PAGE else 0,
        "only_rest": only_rest,
        "progress": progress_of(reform),
    }
    return render(request, "publication/reforms/report.html", context)


@require_POST
@only_lookers
def act(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """Send, confirm, return, give up, or take up the rest of a reform."""
    if how not in planning.VERBS:
        raise Http404
    if not can_run(request.user):
        raise PermissionDenied
    reform = reform_or_404(pk)
    try:
        planning.do(reform, request.user, how, request.POST.get("seen", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, DONE[how]())
        if how in ("confirm", "again"):
            _begin_at_once()
    return redirect("reforms_one", pk)


def _begin_at_once() -> None:
    """Do what can be done while the person waits; both kinds of work in turn."""
    until = monotonic() + AT_ONCE_SECONDS
    while monotonic() < until and (working.carry_out_next() or running.carry_out_next()):
        pass
