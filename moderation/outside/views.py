"""The page behind a link, for somebody without an account, and the reviewers' page of requests."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from guides.document import public_cut
from moderation.comparing.changes import changed_sections
from moderation.models import OutsideInvitation, OutsideOpinion
from moderation.outside import asking
from moderation.views.review import visible_submission


class InvitationForm(forms.Form):
    """Who is asked, what, and for how long the link opens."""

    name = forms.CharField(label=gettext_lazy("Department or person"), max_length=100)
    question = forms.CharField(
        label=gettext_lazy("What is asked"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link opens"),
        min_value=1,
        max_value=asking.MOST_DAYS,
        initial=asking.DAYS,
    )
    with_manual = forms.BooleanField(
        label=gettext_lazy("Show the business manual too"), required=False
    )


class OpinionForm(forms.Form):
    """What somebody asked from outside answers."""

    stance = forms.ChoiceField(
        label=gettext_lazy("Your opinion"),
        choices=OutsideOpinion.Stance.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Reasons and suggestions"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    given_by = forms.CharField(label=gettext_lazy("Your name"), max_length=100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stance") != OutsideOpinion.Stance.AGREES and not cleaned.get("text"):
            self.add_error("text", _("Please say what should be changed, and why."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, pk: int) -> HttpResponse:
    """List who was asked about a Submission and what came back; POST asks somebody."""
    submission = visible_submission(request.user, pk)
    form, status = InvitationForm(request.POST or None), 200
    can_invite = asking.can_invite(request.user, submission)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                asking.invite(submission, request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, _("The link stands below. Send it to whom you ask."))
                return redirect("moderation:outside", pk)
    rows = submission.invitations.select_related("invited_by").prefetch_related("opinions")
    context = {
        "submission": submission,
        "form": form,
        "can_invite": can_invite and submission.is_open,
        "rows": [(row, asking.link_of(row) if can_invite and row.is_open else "") for row in rows],
    }
    return render(request, "moderation/outside.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a link open no more."""
    invitation = get_object_or_404(OutsideInvitation, pk=pk)
    submission = visible_submission(request.user, invitation.submission_id)
    asking.revoke(invitation, request.user)
    messages.success(request, _("The link does not open any more."))
    return redirect("moderation:outside", submission.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """Show the frozen text to the holder of the link, and take an opinion on it."""
    invitation = asking.invitation_of(token)
    if invitation is None:
        raise Http404
    asking.note_read(invitation)
    form, status = OpinionForm(request.POST or None), 200
    given = None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                given, status = asking.answer(invitation, **form.cleaned_data), 200
            except ValidationError as refused:
                form.add_error(None, refused)
    context = {
        "invitation": invitation,
        "submission": invitation.submission,
        "sections": _sections(invitation),
        "form": form,
        "given": given,
    }
    response = render(request, "moderation/outside_opinion.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _sections(invitation):
    """Return the sections that are shown: the public cut of the guide, or all with the manual."""
    submission = invitation.submission
    if not invitation.with_manual:
        return changed_sections(None, public_cut(submission.guide))
    texts = filter(None, [submission.guide_text, submission.manual_text])
    return [section for text in texts for section in changed_sections(None, json.loads(text))]
