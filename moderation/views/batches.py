"""The screens of batches: the list, a new one, and one batch with the decisions on it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core.access.scope import scope_of
from core.models import Department
from core.people.signature import signature_of
from guides.models import GuidePage
from moderation.batches.deciding import decide_many, of_checklist, opened_by
from moderation.batches.sending import send_batch
from moderation.batches.withdrawing import withdraw_batch
from moderation.checklists.filling import (
    fingerprint_of,
    kept_checklists,
    outline_of,
    points_of,
)
from moderation.choices import ReviewStage, SubmissionState, Verdict
from moderation.days_left import days_left
from moderation.errors import DecisionRefused, SubmissionRefused
from moderation.forms import SecrecyForm
from moderation.models import Batch, Submission
from moderation.rules import can_submit, holds_stage
from moderation.views.batch_forms import BatchForm, opinion_forms

LISTED = 100
OFFERED = 300
MOST_POINTS = 1_000


def _department_of(user):
    """Return the department for which a person sends batches; PermissionDenied for nobody."""
    compiles = scope_of(user).compiles
    if not compiles:
        raise PermissionDenied
    return Department.objects.filter(pk__in=compiles).order_by("pk")[0]


def _offered(user, words=""):
    """Return the guides that may go into a batch: those of one's departments not in review."""
    pages = GuidePage.objects.filter(department_id__in=scope_of(user).compiles)
    in_review = Submission.objects.in_review().values("page_id")
    pages = pages.exclude(pk__in=in_review).select_related("situation__item", "department")
    if words:
        pages = pages.filter(title__icontains=words)
    return pages.order_by("-latest_revision_created_at", "-pk")


@require_safe
def batch_list(request: HttpRequest) -> HttpResponse:
    """List the batches that a person may see, the newest first."""
    scope = scope_of(request.user)
    states = Prefetch("items__submission", Submission.objects.only("state"))
    rows = Batch.objects.select_related("department").prefetch_related(states)
    if not scope.sees_all_departments:
        rows = rows.filter(department_id__in=scope.department_ids)
    counted = [_Counted(row, _sent_in(row)) for row in rows[:LISTED]]
    context = {"rows": counted, "may_send": bool(scope.compiles)}
    return render(request, "moderation/batches.html", context)


def _sent_in(batch):
    return [item.submission for item in batch.items.all() if item.submission]


class _Counted:
    """A batch with how many of its guides stand where."""

    def __init__(self, batch, submissions):
        self.batch = batch
        states = [submission.state for submission in submissions]
        self.total = len(states)
        self.filed = states.count(SubmissionState.FILED)
        self.returned = states.count(SubmissionState.RETURNED)
        self.in_review = states.count(SubmissionState.IN_REVIEW)


@require_http_methods(["GET", "HEAD", "POST"])
def new_batch(request: HttpRequest) -> HttpResponse:
    """Show the form of a new batch; POST sends it."""
    department = _department_of(request.user)
    given = (request.POST or None, request.FILES or None)
    form, opinions, status = BatchForm(*given), opinion_forms(*given), 200
    if request.method == "POST":
        status, chosen = 422, _ids(request.POST.getlist("page"))
        if all([form.is_valid(), *(one.is_valid() for one in opinions)]):
            pages = list(_offered(request.user).filter(pk__in=chosen))
            try:
                report = _send(form, opinions, pages, request.user, department)
            except (SubmissionRefused, ValidationError) as refused:
                form.add_error(None, refused)
            else:
                return _sent(request, report)
    context = {
        "form": form,
        "opinions": opinions,
        "pages": _offered(request.user, request.GET.get("q", ""))[:OFFERED],
        "chosen": set(_ids(request.POST.getlist("page"))),
    }
    return render(request, "moderation/new_batch.html", context, status=status)


def _send(form, opinions, pages, user, department):
    given = form.cleaned_data
    concerned = [one.opinion(user, department) for one in opinions if one.cleaned_data["concerned"]]
    return send_batch(
        pages,
        user,
        department=pages[0].department if pages else department,
        title=given["title"],
        opinion=given["opinion"],
        effective_on=given["effective_on"],
        opinions=concerned,
    )


def _sent(request, report):
    if report.sent:
        text = _("“%(title)s”: %(count)s guides are in review.")
        facts = {"title": report.batch.title, "count": len(report.sent)}
        messages.success(request, text % facts)
    if report.refused:
        text = _("%(count)s guides could not be sent; the reasons stand beside them.")
        messages.warning(request, text % {"count": len(report.refused)})
    return redirect("moderation:batch", report.batch.pk)


def visible_batch(user: Any, pk: int) -> Batch:
    """Return a batch that this person may see; Http404 for any other."""
    batch = Batch.objects.select_related("department").filter(pk=pk).first()
    if batch is None or not scope_of(user).sees(batch.department_id):
        raise Http404
    return batch


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch: what was said of it, and each guide with where it stands."""
    found = visible_batch(request.user, pk)
    return render(request, "moderation/batch.html", _shown(found, request.user))


def _shown(found, user):
    items = list(found.items.select_related("page"))
    submissions = Submission.objects.without_texts().with_deadlines()
    by_id = submissions.in_bulk([item.submission_id for item in items if item.submission_id])
    opened, scope = opened_by(user, by_id), scope_of(user)
    rows = [_Row(item, by_id.get(item.submission_id), opened, scope) for item in items]
    return {
        "batch": found,
        "rows": rows,
        "opinions": found.opinions.select_related("document"),
        "may_decide": any(row.may_decide for row in rows),
        "checklists": _checklists(rows),
        "secrecy": _secrecy_form(user) if any(row.needs_secrecy for row in rows) else None,
        "may_withdraw": can_submit(scope, found.department_id) and not found.withdrawn_at,
        "total": _Counted(found, by_id.values()),
    }


def _checklists(rows):
    """Return the checklists of the guides of a batch that wait for this person.

    Each guide has that of the outline which its text follows; guides with the same points share
    one. Each row keeps the fingerprint of its own.
    """
    waiting = [row for row in rows if row.may_decide]
    texts = Submission.objects.filter(pk__in=[row.submission.pk for row in waiting])
    outlines = {pk: outline_of(text) for pk, text in texts.values_list("pk", "guide_text")}
    kept = kept_checklists({row.submission.stage for row in waiting})
    found = {}
    for row in waiting:
        stage, outline = row.submission.stage, outlines[row.submission.pk]
        points, _version = points_of(stage, *outline, kept)
        if not points:
            continue
        row.points = fingerprint_of(points)
        one = found.setdefault((stage, row.points), _BatchChecklist(row, points))
        one.titles.append(row.item.page.title)
    return list(found.values())


class _BatchChecklist:
    """The points of one stage for the guides of a batch that they are for."""

    def __init__(self, row, points):
        self.label = row.submission.get_stage_display()
        self.points = [(of_checklist(row.points, point.key), point) for point in points]
        self.titles = []


def _secrecy_form(user):
    """Return the fields of the check for secrets, filled in with this person and today."""
    name = str(signature_of(user, None)["signed_name"])
    return SecrecyForm(initial={"secrecy_by": name, "secrecy_on": timezone.localdate()})


class _Row:
    """One guide of a batch as a person sees it."""

    def __init__(self, item, submission, opened, scope):
        self.item, self.submission, self.points = item, submission, ""
        self.is_opened = bool(submission) and submission.pk in opened
        self.days_left = days_left(submission) if submission else None
        self.may_decide = bool(
            submission
            and submission.is_open
            and holds_stage(scope, submission.stage, submission.department_id)
        )
        self.needs_secrecy = self.may_decide and submission.stage == ReviewStage.COMPLIANCE
        self.is_returned = bool(submission) and submission.state == SubmissionState.RETURNED


@require_POST
def decide_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve those of a batch that were opened and marked; each by itself."""
    found = visible_batch(request.user, pk)
    chosen = [_choice(text) for text in request.POST.getlist("chosen")]
    within = set(found.items.values_list("submission_id", flat=True))
    check = SecrecyForm(request.POST)
    report = decide_many(
        [one for one in chosen if one and one[0] in within],
        request.user,
        Verdict.APPROVED,
        opinion=request.POST.get("opinion", "").strip()[:2000],
        secrecy=check.secrecy() if check.is_valid() else None,
        checked=request.POST.getlist("checked")[:MOST_POINTS],
    )
    if report.decided:
        messages.success(request, _("%(count)s approved.") % {"count": len(report.decided)})
    for submission, why in report.refused:
        messages.error(request, f"{submission.title}：{why}")
    if not chosen:
        messages.warning(request, _("Nothing was marked, so nothing was decided."))
    return redirect("moderation:batch", pk)


def _choice(text):
    """Return (id, stage, sha256, points) of a box's value; None when it is none."""
    pk, stage, sha256, points = [*text.split(":"), "", "", "", ""][:4]
    ids = _ids([pk])
    return (ids[0], stage, sha256, points) if ids else None


def _ids(texts):
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


@require_POST
def withdraw_batch_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a batch back before anything in it was decided."""
    found = visible_batch(request.user, pk)
    try:
        withdraw_batch(found, request.user)
    except DecisionRefused as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": found.title})
    return redirect("moderation:batch", pk)
