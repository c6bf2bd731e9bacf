"""The admin's screens of a guide's state: what it is, and the acts of a filing officer on it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.scope import scope_of
from core.choices import Role
from publication.choices import EventType, State
from publication.forms import FORMS
from publication.life.consequences import Consequences
from publication.life.successors import successor_of
from publication.life.transitions import is_allowed, refusal
from publication.models import Event
from publication.reading import current, versions_of

TITLES = {
    "suspend": gettext_lazy("Suspend"),
    "resume": gettext_lazy("Resume"),
    "abolish": gettext_lazy("Abolish"),
}
DONE = {
    EventType.SUSPENDED: gettext_lazy(
        "“%(title)s” is suspended. Readers see it within 6 seconds, search and lists a few seconds"
        " later."
    ),
    EventType.RESUMED: gettext_lazy(
        "“%(title)s” is resumed. Readers see it within 6 seconds, search and lists a few seconds"
        " later."
    ),
    EventType.ABOLISHED: gettext_lazy(
        "“%(title)s” is abolished. Readers see it within 6 seconds, search and lists a few seconds"
        " later."
    ),
}
MOST_EVENTS = 50


def can_change_state(user):
    """Only filing officers change what is in force."""
    return Role.FILING_OFFICER in scope_of(user).roles


class OfAGuide(WagtailAdminTemplateMixin, TemplateView):
    """Base of the screens of one guide's state."""

    header_icon = "clipboard-list"

    @property
    def code(self):
        return self.kwargs["code"]

    @cached_property
    def state(self):
        """The guide's PublicState; Http404 when nothing has been filed under the code."""
        found = current(self.code)
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self):
        return self.state.title

    def get_breadcrumbs_items(self):
        register = reverse("publication_publishedversion_modeladmin_index")
        return [
            *super().get_breadcrumbs_items(),
            {"url": register, "label": _("Filing register")},
            {"url": reverse("publication:state", args=[self.code]), "label": self.state.title},
        ]


class StateView(OfAGuide):
    """Shows the state, versions and events of a guide; filing officers find the acts."""

    template_name = "publication/state.html"

    def dispatch(self, request, *args, **kwargs):
        if not scope_of(request.user).sees_all_departments:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return self.state.get_state_display()

    def get_context_data(self, **kwargs):
        acts = [
            {"name": name, "title": _title(name, self.state)}
            for name, form in FORMS.items()
            if is_allowed(self.state.state, form.event)
        ]
        return super().get_context_data(
            state=self.state,
            acts=acts if can_change_state(self.request.user) else [],
            successor=successor_of(self.state.successor),
            versions=versions_of(self.code),
            events=Event.objects.filter(code=self.code).order_by("-seq")[:MOST_EVENTS],
            **kwargs,
        )


class ActView(OfAGuide):
    """Shows the form of an act and what the act will lead to, and carries it out.

    POST with `look` shows the consequences, with `carry_out` does it, and with neither asks again,
    as after looking for a successor. 422 when something is refused.
    """

    template_name = "publication/act.html"

    def dispatch(self, request, *args, **kwargs):
        if not can_change_state(request.user):
            raise PermissionDenied
        if self.name not in FORMS:
            raise Http404
        if why := refusal(self.state.state, FORMS[self.name].event):
            messages.error(request, why)
            return redirect("publication:state", self.code)
        return super().dispatch(request, *args, **kwargs)

    @property
    def name(self):
        return self.kwargs["act"]

    @cached_property
    def form(self):
        """The form, bound when something was sent; a change of a suspension begins with it."""
        given = {"reason": self.state.reason, "until": self.state.until}
        return FORMS[self.name](self.request.POST or None, state=self.state, initial=given)

    def get_page_title(self):
        return _title(self.name, self.state)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def post(self, request, *args, **kwargs):
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
        done = DONE[self.form.event] % {"title": self.state.title}
        page = messages.button(reverse("home:guide", args=[self.code]), _("See the public page"))
        messages.success(self.request, done, buttons=[page])

    def get_context_data(self, **kwargs):
        if self.name == "resume":
            kwargs.setdefault("will", Consequences(self.code, self.form.event, {}))
        return super().get_context_data(
            state=self.state, form=self.form, name=self.name, media=self.form.media, **kwargs
        )


def _title(name, state):
    """Return the name of an act; suspending once more changes what is suspended."""
    if name == "suspend" and state.state == State.SUSPENDED:
        return _("Change reason or date")
    return str(TITLES[name])
