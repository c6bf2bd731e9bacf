"""The pages on which people name a stand-in, and operators confirm one or hand work over."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from core.day_input import DayInput
from core.granting import delegations
from core.granting.handing_over import hand_over, receivers, what_ends
from core.granting.open_work import open_work_of
from core.granting.views import can_grant
from core.people.delegation import Delegation

LIST = "core_delegations"
NOBODY = gettext_lazy("There is nobody of this user name.")


class UsernameField(forms.CharField):
    """A person by the user name: nobody is offered a list of everybody."""

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        person = get_user_model().objects.filter(username=name).first()
        if person is None:
            raise ValidationError(NOBODY)
        return person


class DelegationForm(forms.Form):
    """Who stands in, from when, until when, and why; operators also say for whom."""

    person = UsernameField(label=gettext_lazy("Person who is away (user name)"))
    stand_in = UsernameField(label=gettext_lazy("Stand-in (user name)"))
    starts_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not can_grant(user):
            del self.fields["person"]


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_list(request: HttpRequest) -> HttpResponse:
    """Show a person's delegations, and operators everybody's; POST proposes one."""
    user, status = request.user, 200
    form = DelegationForm(request.POST or None, user=user)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = {"person": user} | form.cleaned_data
            try:
                delegations.propose(Delegation(**given), user)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, _("Proposed. It is in force once an operator confirms."))
                return redirect(LIST)
    rows = Delegation.objects.filter(ended_at=None).select_related("person", "stand_in")
    if not can_grant(user):
        rows = rows.filter(Q(person=user) | Q(stand_in=user))
    context = {"form": form, "rows": rows[:200], "may_confirm": can_grant(user)}
    return render(request, "core/granting/delegations.html", context, status=status)


@require_POST
def confirm_delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Put a delegation in force."""
    if not can_grant(request.user):
        raise PermissionDenied
    delegation = get_object_or_404(Delegation, pk=delegation_id)
    try:
        delegations.confirm(delegation, request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("“%(object)s” is in force.") % {"object": delegation})
    return redirect(LIST)


@require_POST
def end_delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End one's own delegation, or, as an operator, anybody's."""
    delegation = get_object_or_404(Delegation, pk=delegation_id)
    if not can_grant(request.user) and delegation.person_id != request.user.pk:
        raise PermissionDenied
    delegations.end(delegation, request.user)
    messages.success(request, _("“%(object)s” has ended.") % {"object": delegation})
    return redirect(LIST)


class HandOverForm(forms.Form):
    """Who takes the open work; colleagues of the same roles are proposed."""

    to = UsernameField(
        label=gettext_lazy("Who takes over (user name)"),
        widget=forms.TextInput(attrs={"list": "receivers", "autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_view(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what a person has open and the form of who takes it; POST hands it over."""
    if not can_grant(request.user):
        raise PermissionDenied
    person = get_object_or_404(get_user_model(), pk=person_id)
    form, status = HandOverForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                counts = hand_over(person, form.cleaned_data["to"], request.user)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                text = _("Handed over: %(drafts)s drafts; %(roles)s roles wait or are in force.")
                messages.success(request, text % counts)
                return redirect("wagtailusers_users:index")
    roles, absences = what_ends(person)
    context = {
        "form": form,
        "person": person,
        "open_work": open_work_of(person),
        "receivers": receivers(person),
        "roles": roles,
        "delegations": absences,
    }
    return render(request, "core/granting/hand_over.html", context, status=status)
