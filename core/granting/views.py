"""The pages on which operators confirm memberships and make links to set a password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from core.granting import memberships
from core.granting.sign_in_link import mail_link, make_link
from core.people.changes_log import MAILED, SHOWN
from core.people.membership import Membership

LIST = "core_proposed_memberships"


def can_grant(user: Any) -> bool:
    """Return whether a person keeps memberships."""
    return policy_registry.get_by_type(Membership).user_has_permission(user, "change")


def _check(user):
    if not can_grant(user):
        raise PermissionDenied


@require_GET
def proposed(request: HttpRequest) -> HttpResponse:
    """List the memberships that wait for a second person."""
    _check(request.user)
    waiting = list(memberships.waiting_for(request.user))
    proposed_by_person = Membership.objects.proposed().filter(proposed_by=request.user)
    context = {"waiting": waiting, "own": proposed_by_person.select_related("user", "department")}
    return render(request, "core/granting/proposed.html", context)


@require_POST
def confirm(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Put a proposed membership in force."""
    return _decided(request, membership_id, memberships.confirm, _("“%(object)s” is in force."))


@require_POST
def refuse(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Take a proposed membership away."""
    return _decided(request, membership_id, _refuse, _("“%(object)s” is refused."))


def _refuse(membership, by):
    if not membership.is_proposed:
        raise memberships.GrantRefused(memberships.NOT_PROPOSED)
    memberships.end(membership, by)


def _decided(request, membership_id, decide, done):
    _check(request.user)
    membership = get_object_or_404(Membership, pk=membership_id)
    description = str(membership)
    try:
        decide(membership, request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, done % {"object": description})
    return redirect(LIST)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make a link by which a person sets a password: mailed to that person, or shown once."""
    person = get_object_or_404(get_user_model(), pk=person_id)
    policy = policy_registry.get_by_type(get_user_model())
    if not policy.user_has_permission_for_instance(request.user, "change", person):
        raise PermissionDenied
    context = {
        "person": person,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "may_mail": bool(person.email) and settings.MAIL_IS_SET_UP,
        "decides": memberships.decides(person),
    }
    if request.method == "POST":
        way = MAILED if context["may_mail"] and request.POST.get("way") == MAILED else SHOWN
        link = make_link(person, request.user, way)
        context |= {"way": way, "link": link if way == SHOWN else ""}
        context["is_mailed"] = way == MAILED and mail_link(person, link)
    return render(request, "core/granting/link.html", context)
