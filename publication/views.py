"""The admin view in which a filing officer suspends, resumes or abolishes a published guide."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.access.scope import scope_of
from core.choices import Role
from publication.forms import StateForm
from publication.models import Event
from publication.reading import current, versions_of


def may_change_state(user):
    """Only filing officers change what is in force."""
    return Role.FILING_OFFICER in scope_of(user).roles


def state_view(request, code):
    """Show the state, versions and events of a code; filing officers get the form."""
    if not scope_of(request.user).sees_all_departments:
        raise PermissionDenied
    state = current(code)
    if state is None:
        raise Http404
    form = None
    if may_change_state(request.user):
        form = StateForm(request.POST or None, state=state)
        if request.method == "POST" and form.is_valid() and _carried_out(form, code, request):
            return redirect(request.path)
    elif request.method == "POST":
        raise PermissionDenied
    events = Event.objects.filter(code=code).order_by("-seq")[:50]
    context = {"state": state, "form": form, "versions": versions_of(code), "events": events}
    return render(request, "publication/state.html", context)


def _carried_out(form, code, request):
    try:
        form.carry_out(code, request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Done. Readers see it at once."))
    return True
