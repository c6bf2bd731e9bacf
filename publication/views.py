"""The admin's screens of a guide's state: what it is, and the acts of a filing officer on it."""

from typing import Any, cast

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.scope import Person, scope_of
from core.choices import Role
from publication.choices import EventType, State
from publication.forms import FORMS
from publication.life.consequences import Consequences
from publication.life.successors import successor_of
from publication.life.transitions import is_allowed, refusal
from publication.models import Event, PublicState, PublishedVersion, StateProposal
from publication.proposals import confirm, may_confirm, refuse, waiting
from publication.reading import current, versions_of

TITLES = {
    "suspend": gettext_lazy("Suspend"),
    "resume": gettext_lazy("Resume"),
    "abolish": gettext_lazy("Abolish"),
}
DONE = {
    EventType.RESUMED: gettext_lazy(
        "“%(title)s” is resumed. Readers see it within 6 seconds, search and lists a few seconds"
        " later."
    ),
}
WAITS = gettext_lazy(
    "“%(title)s”: proposed. Nothing changes for readers until a second person confirms it on this"
    " page."
)
CONFIRMED = gettext_lazy(
    "“%(title)s”: carried out. Readers see it within 6 seconds, search and lists a few seconds"
    " later."
)
MOST_EVENTS = 50
FILINGS = (EventType.PUBLISHED, EventType.REVISED, EventType.CORRECTED)
"""Events that a filing makes: who filed the version did it."""


def can_change_state(user: Person) -> bool:
    """Only filing officers change what is in force."""
    return Role.FILING_OFFICER in scope_of(user).roles


class OfAGuide(WagtailAdminTemplateMixin, TemplateView):
    """Base of the screens of one guide's state."""

    header_icon = "clipboard-list"

    @property
    def code(self) -> str:
        return self.kwargs["code"]

    @cached_property
    def state(self) -> PublicState:
        """The guide's PublicState; Http404 when nothing has been filed under the code."""
        found = current(self.code)
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        return self.state.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = reverse("publication_publishedversion_modeladmin_index")
        return [
            *super().get_breadcrumbs_items(),
            {"url": register, "label": _("Filing register")},
            {"url": reverse("publication:state", args=[self.code]), "label": self.state.title},
        ]


class StateView(OfAGuide):
    """Shows the state, versions and events of a guide; filing officers find the acts."""

    template_name = "publication/state.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not scope_of(request.user).sees_all_departments:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def proposal(self) -> StateProposal | None:
        """The act that waits for a second person, or None."""
        return waiting(self.code)

    def _may_refuse(self):
        proposal = cast(StateProposal, self.proposal)
        is_mine = proposal.proposed_by_id == self.request.user.pk
        return is_mine or may_confirm(self.request.user, proposal)

    def _events(self):
        """Return the newest events, each with `by`: of a filed version its signer; and with
        `proposed_by` where a second person has carried it out.
        """
        rows = list(Event.objects.filter(code=self.code).order_by("-seq")[:MOST_EVENTS])
        filed = PublishedVersion.objects.filter(code=self.code).defer("text", "public_text")
        signers = {(one.kind, one.version): one.signature for one in filed[: MOST_EVENTS * 2]}
        proposers = _names({row.payload.get("proposed_by") for row in rows} - {None})
        for row in rows:
            row.proposed_by = proposers.get(row.payload.get("proposed_by"), "")
            named = row.payload.get("signed_name") or row.payload.get("by")
            is_filing = row.type in FILINGS
            row.by = named or (signers.get((row.kind, row.version), "") if is_filing else "")
        return rows

    def get_page_title(self) -> str:
        return self.state.get_state_display()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        acts = [
            {"name": name, "title": _title(name, self.state)}
            for name, form in FORMS.items()
            if is_allowed(self.state.state, form.event)
        ]
        return super().get_context_data(
            state=self.state,
            acts=acts if can_change_state(self.request.user) and not self.proposal else [],
            successor=successor_of(self.state.successor),
            versions=versions_of(self.code),
            proposal=self.proposal,
            may_confirm=self.proposal is not None and may_confirm(self.request.user, self.proposal),
            may_refuse=bool(self.proposal) and self._may_refuse(),
            events=self._events(),
            **kwargs,
        )


class ActView(OfAGuide):
    """Shows the form of an act and what the act will lead to, and carries it out.

    POST with `look` shows the consequences, with `carry_out` does it, and with neither asks again,
    as after looking for a successor. 422 when something is refused.
    """

    template_name = "publication/act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_change_state(request.user):
            raise PermissionDenied
        if self.name not in FORMS:
            raise Http404
        if why := refusal(self.state.state, FORMS[self.name].event):
            messages.error(request, why)
            return redirect("publication:state", self.code)
        return super().dispatch(request, *args, **kwargs)

    @property
    def name(self) -> str:
        return self.kwargs["act"]

    @cached_property
    def form(self) -> Any:
        """The form, bound when something was sent; a change of a suspension begins with it."""
        given = {"reason": self.state.reason, "until": self.state.until}
        return FORMS[self.name](self.request.POST or None, state=self.state, initial=given)

    def get_page_title(self) -> str:
        return _title(self.name, self.state)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not {"look", "carry_out"} & request.POST.keys():
            self.form.errors.clear()
            return self.render_to_response(self.get_context_data())
        if not self.form.is_valid():
            return self._again()
        if "look" in request.POST:
            return self._look()
        try:
            self.form.carry_out(request.user)
        except ValidationError as error:
            self.form.add_error(None, error)
            return self._again()
        self._report_outcome()
        return redirect("publication:state", self.code)

    def _again(self):
        return self.render_to_response(self.get_context_data(), status=422)

    def _look(self):
        will = Consequences(self.code, self.form.event, self.form.cleaned_data)
        return self.render_to_response(self.get_context_data(will=will))

    def _report_outcome(self):
        done = DONE.get(self.form.event, WAITS) % {"title": self.state.title}
        page = messages.button(reverse("home:guide", args=[self.code]), _("See the public page"))
        messages.success(self.request, done, buttons=[page])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.name == "resume":
            kwargs.setdefault("will", Consequences(self.code, self.form.event, {}))
        return super().get_context_data(
            state=self.state, form=self.form, name=self.name, media=self.form.media, **kwargs
        )


def _names(usernames):
    """Return {username: name} of people; one who is gone is called by the username."""
    people = get_user_model().objects.filter(username__in=usernames) if usernames else ()
    return {name: name for name in usernames} | {
        one.username: one.get_full_name() or one.username for one in people
    }


def _title(name, state):
    """Return the name of an act; suspending once more changes what is suspended."""
    if name == "suspend" and state.state == State.SUSPENDED:
        return _("Change reason or date")
    return str(TITLES[name])


ENDINGS = {"confirm": confirm, "refuse": refuse}


@require_POST
def end_proposal(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """Confirm or refuse a proposed act, as a second person."""
    proposal = get_object_or_404(StateProposal, pk=pk)
    if how not in ENDINGS:
        raise Http404
    if not scope_of(request.user).sees_all_departments:
        raise PermissionDenied
    if how == "confirm" and not may_confirm(request.user, proposal):
        raise PermissionDenied
    try:
        ENDINGS[how](proposal, request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        text = CONFIRMED if how == "confirm" else gettext_lazy("“%(title)s”: refused.")
        page = reverse("home:guide", args=[proposal.codes[0]])
        messages.success(
            request,
            text % {"title": cast(PublicState, current(proposal.codes[0])).title},
            buttons=[messages.button(page, _("See the public page"))],
        )
    return redirect("publication:state", proposal.codes[0])
