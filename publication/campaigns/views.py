"""The screens of campaigns: the list, one with its progress, its form, and the reminder."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.editing.seen_form import saved_in_turn
from core.lists.paging import UncountedPage
from core.papers.tables import XLSX, table_response
from publication.acts import CAMPAIGN_SAVED
from publication.campaigns import progress, reminding
from publication.campaigns.forms import CampaignForm, MilestoneFormSet
from publication.campaigns.shown import (
    Listed,
    Shown,
    department_ids_of,
    visible_campaigns,
)
from publication.choices import CampaignGoal
from publication.models import Campaign
from publication.seeing_figures import can_see_quality

RUNS = frozenset(
    {Role.OPERATOR, Role.FORMAL_REVIEWER, Role.COMPLIANCE_REVIEWER, Role.FILING_OFFICER}
)
"""The reform office, which runs campaigns."""
LISTED, MISSING_SHOWN = 50, 200
COUNTED = frozenset({"goal", "starts_on", "departments", "themes"})
"""What decides of a campaign what counts as done."""
FACTS = ("name", "goal", "note", "starts_on", "due_on")


def can_run(user: Any) -> bool:
    """Return whether somebody may set campaigns up and remind departments."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & RUNS)


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns, the last to end first, each with how far it is."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    page = UncountedPage(visible_campaigns(request.user), request.GET.get("p", ""), LISTED)
    shares = progress.newest_shares(page.rows, department_ids_of(request.user))
    rows = [Listed(one, *shares.get(one.pk, (0, 0))) for one in page.rows]
    context = {"rows": rows, "page": page, "can_run": can_run(request.user)}
    return render(request, "publication/campaigns/list.html", context)


@require_http_methods(["GET", "HEAD"])
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one campaign: its share, milestones, course, and each department's part."""
    campaign = visible_campaigns(request.user).filter(pk=pk).first()
    if campaign is None or not can_see_quality(request.user):
        raise Http404
    if campaign.counted_at is None and campaign.starts_on <= timezone.localdate():
        progress.count(campaign)
    shown = Shown(campaign, request.user)
    if request.GET.get("export") == "xlsx":
        return _export(request, shown.rows)
    page = UncountedPage(_missing(campaign, request.user), request.GET.get("p", ""), MISSING_SHOWN)
    context = {
        "shown": shown,
        "campaign": campaign,
        "missing": page.rows,
        "page": page,
        "reminders": _reminders(campaign, request.user)[:20],
        "can_run": can_run(request.user),
        "revises": campaign.goal == CampaignGoal.REVISE,
    }
    return render(request, "publication/campaigns/one.html", context)


def _missing(campaign, user):
    """Return the handling items that are not done, of the departments that a person sees."""
    rows = progress.situations_of(campaign).exclude(progress.done_condition(campaign))
    ids = department_ids_of(user)
    if ids is not None:
        rows = rows.filter(item__department_id__in=ids)
    rows = rows.select_related("item__department", "guide_page")
    return rows.order_by("item__department__slug", "item__basic_code", "code", "pk")


def _reminders(campaign, user):
    rows = campaign.reminders.select_related("department", "milestone")
    ids = department_ids_of(user)
    return rows if ids is None else rows.filter(department_id__in=ids)


def _export(request, rows):
    headings = [_("Department"), _("In scope"), _("Completed"), _("Still missing"), "%"]
    cells = [[row.department.name, row.total, row.done, row.missing, row.percent] for row in rows]
    return table_response(request, "campaign", XLSX, headings, cells)


@require_http_methods(["GET", "HEAD", "POST"])
@saved_in_turn
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set up a campaign, or change one; its scope counts anew at once."""
    if not can_run(request.user):
        raise PermissionDenied
    by = cast(Any, request.user)
    campaign = get_object_or_404(Campaign, pk=pk) if pk else Campaign(created_by=by)
    form = CampaignForm(request.POST or None, instance=campaign)
    milestones = MilestoneFormSet(request.POST or None, instance=campaign, prefix="milestones")
    if request.method == "POST" and form.is_valid() and milestones.is_valid():
        _save(request, form, milestones)
        messages.success(request, _("“%(name)s” is saved.") % {"name": campaign.name})
        return redirect("campaigns_one", campaign.pk)
    context = {"form": form, "milestones": milestones, "campaign": campaign}
    status = 422 if request.method == "POST" else 200
    return render(request, "publication/campaigns/edit.html", context, status=status)


@transaction.atomic
def _save(request, form, milestones):
    before = _facts_of(Campaign.objects.filter(pk=form.instance.pk).first())
    campaign = form.save()
    milestones.save()
    _reach_anew(campaign, form, milestones)
    progress.count(campaign)
    record(
        CAMPAIGN_SAVED, by=request.user, about=campaign, label=campaign.name,
        before=before, after=_facts_of(campaign),
    )  # fmt: skip


def _facts_of(campaign):
    """Return what the audit log keeps of a campaign; nothing of one that is not saved yet."""
    if campaign is None:
        return {}
    return {
        **{name: getattr(campaign, name) for name in FACTS},
        "departments": sorted(campaign.departments.values_list("slug", flat=True)),
        "themes": sorted(campaign.themes.values_list("code", flat=True)),
        "milestones": [f"{one} {one.percent}% {one.due_on}" for one in campaign.milestones.all()],
    }


def _reach_anew(campaign, form, milestones):
    """Forget on which day milestones were reached, where that means something else by now."""
    rows = campaign.milestones.all()
    if not COUNTED.intersection(form.changed_data):
        raised = [one.pk for one, fields in milestones.changed_objects if "percent" in fields]
        rows = rows.filter(pk__in=raised)
    rows.update(reached_on=None)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind each department that is not done yet."""
    if not can_run(request.user):
        raise PermissionDenied
    campaign = get_object_or_404(Campaign, pk=pk)
    count = reminding.remind(campaign, by=request.user)
    if count:
        text = ngettext(
            "%(count)s department is reminded.", "%(count)s departments are reminded.", count
        )
        messages.success(request, text % {"count": count})
    else:
        messages.warning(request, _("Nobody to remind: all is done, or all were reminded today."))
    return redirect("campaigns_one", pk)
