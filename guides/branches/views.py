"""Screens of branch jobs: the list, one job with its progress, and asking for one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from guides.branches import starting
from guides.branches.counting import forecast
from guides.branches.forms import BranchJobForm, TargetForm
from guides.branches.tree import branch_of
from guides.models import BranchJob

Kind = BranchJob.Kind


def can_do(user: Any, action: str) -> bool:
    """Return whether a person may `view` branch jobs, or `change` them: ask, stop, let go on."""
    return policy_registry.get_by_type(BranchJob).user_has_permission(user, action)


def only_for(action: str) -> Callable[..., Any]:
    """Let only those in who may do this with branch jobs; 403 for everybody else."""

    def decorated(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not can_do(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorated


class StateColumn(BaseColumn):
    """Icon, word and bar of how far a job is."""

    cell_template_name = "guides/admin/branch_job_cell.html"


@method_decorator(only_for("view"), name="dispatch")
class BranchJobsView(BaseListingView):
    """枝干作业: every job, the newest first."""

    model = BranchJob
    template_name = "guides/admin/branch_jobs.html"
    page_title = gettext_lazy("Branch jobs")
    header_icon = "history"
    paginate_by = 20
    index_url_name = "guides_branch_jobs"
    index_results_url_name = "guides_branch_jobs_results"
    default_ordering = "-pk"
    verbose_name_plural = BranchJob._meta.verbose_name_plural
    columns = [
        TitleColumn("branch_title", label=gettext_lazy("Branch"), url_name="guides_branch_job"),
        Column("get_kind_display", label=gettext_lazy("What")),
        Column("target", label=gettext_lazy("Receiving department")),
        StateColumn("state", label=gettext_lazy("Progress")),
        Column("signature", label=gettext_lazy("Started by")),
        DateColumn("asked_at", label=gettext_lazy("Asked for"), width="12%"),
    ]

    def get_base_queryset(self) -> QuerySet[BranchJob]:
        return BranchJob.objects.select_related("target")


@require_safe
@only_for("view")
def branch_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one job: what, why, how far, and the first guides that it kept."""
    job = _job_or_404(job_id)
    branch_page = Page.objects.filter(path=job.branch_path).only("pk").first()
    context = {"job": job, "branch_page": branch_page, "may_change": can_do(request.user, "change")}
    return render(request, "guides/admin/branch_job.html", context)


@require_safe
@only_for("view")
def branch_job_progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """Return the bar and the numbers alone, for the page that refreshes them."""
    return render(request, "guides/admin/branch_progress.html", {"job": _job_or_404(job_id)})


@require_POST
@only_for("change")
def stop_branch_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Stop a job after its current batch."""
    job = _job_or_404(job_id)
    if starting.stop(job):
        messages.success(request, _("The job is stopped. What it has done so far stays done."))
    else:
        messages.error(request, _("The job had ended already."))
    return redirect("guides_branch_job", job.pk)


@require_POST
@only_for("change")
def go_on_with_branch_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let a stopped or failed job go on where it was."""
    job = _job_or_404(job_id)
    try:
        starting.go_on(job)
        messages.success(request, _("The job goes on where it stopped."))
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect("guides_branch_job", job.pk)


@only_for("change")
def new_branch_job(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """Show what a job would do to the branch of a page; with a reason and a confirmation, ask."""
    branch = branch_of(get_object_or_404(Page, pk=page_id))
    if branch is None or kind not in Kind.values:
        raise Http404
    chooser, target = _receiver(request, branch) if kind == Kind.MOVE else (None, None)
    context = {"branch": branch, "kind": kind, "chooser": chooser, "target": target}
    if kind == Kind.DELETE or target:
        form = BranchJobForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            job = _start(request, form, kind, branch, target)
            if job:
                return redirect("guides_branch_job", job.pk)
        context |= {"form": form, "ahead": forecast(kind, branch, target)}
    return render(request, "guides/admin/new_branch_job.html", context)


def _receiver(request, branch):
    """Return the form that asks for the receiving department, and that department once chosen."""
    chooser = TargetForm(request.GET if "target" in request.GET else None, giving=branch.department)
    return chooser, chooser.cleaned_data["target"] if chooser.is_valid() else None


def _start(request, form, kind, branch, target):
    try:
        job = starting.start(kind, branch, request.user, form.cleaned_data["reason"], target)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("The job is on its way; this page shows how far it is."))
    return job


def _job_or_404(job_id):
    jobs = BranchJob.objects.select_related("department", "target")
    return get_object_or_404(jobs, pk=job_id)


def start_url(page: Page, kind: str) -> str:
    """Return the address where a job of a kind is asked for on the branch of a page."""
    return reverse("guides_new_branch_job", args=[page.pk, kind])
