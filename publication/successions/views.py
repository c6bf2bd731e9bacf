"""The screen of successions: what waits and what was carried out, and a new one."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from core.access.scope import scope_of
from core.choices import Role
from guides.choices import DocumentKind
from publication.choices import EventType, SuccessionKind
from publication.models import PublicState, StateProposal
from publication.proposals import may_confirm, propose
from publication.successions.forms import SuccessionForm

LISTED = 50


@dataclass
class Succession:
    """A proposed or carried out succession with the guides' titles."""

    proposal: StateProposal
    old: list
    new: list
    may_confirm: bool
    may_refuse: bool

    @property
    def kind(self) -> SuccessionKind:
        """Merger, division or transfer, by how many guides there are on each side."""
        if len(self.proposal.codes) > 1:
            return SuccessionKind.MERGER
        several = len(self.proposal.successors) > 1
        return SuccessionKind.DIVISION if several else SuccessionKind.TRANSFER


def can_propose(user: Any) -> bool:
    """Return whether somebody may propose a succession."""
    return Role.FILING_OFFICER in scope_of(user).roles


@require_http_methods(["GET", "HEAD", "POST"])
def successions(request: HttpRequest) -> HttpResponse:
    """List the successions, and show the form of a new one; POST looks for guides or proposes."""
    if not scope_of(request.user).sees_all_departments:
        raise PermissionDenied
    form, status = SuccessionForm(request.POST or None), 200
    if request.method == "POST":
        if not can_propose(request.user):
            raise PermissionDenied
        if "propose" not in request.POST:
            form.errors.clear()
        elif form.is_valid() and _proposed(form, request.user):
            text = _("The succession waits for a second person.")
            messages.success(request, text)
            return redirect("publication:successions")
        else:
            status = 422
    context = {
        "form": form if can_propose(request.user) else None,
        "rows": _rows(request.user),
    }
    return render(request, "publication/successions/list.html", context, status=status)


def _proposed(form, user):
    """Propose what the form says; return whether it was taken."""
    data = form.cleaned_data
    try:
        propose(
            data["old"], user, EventType.ABOLISHED, reason=data["reason"], successors=data["new"]
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _rows(user):
    found = StateProposal.objects.filter(event=EventType.ABOLISHED).exclude(successors=[])
    proposals = list(found.select_related("proposed_by", "ended_by")[:LISTED])
    codes = {code for one in proposals for code in (*one.codes, *one.successors)}
    states = PublicState.objects.filter(code__in=codes, kind=DocumentKind.GUIDE)
    titles = dict(states.values_list("code", "title"))
    return [
        Succession(
            one,
            [(code, titles.get(code, code)) for code in one.codes],
            [(code, titles.get(code, code)) for code in one.successors],
            may_confirm=one.ended_at is None and may_confirm(user, one),
            may_refuse=one.ended_at is None
            and (one.proposed_by_id == user.pk or may_confirm(user, one)),
        )
        for one in proposals
    ]
