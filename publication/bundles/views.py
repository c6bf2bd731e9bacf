"""一件事 in the admin: the list, compiling, and the page of agreement and filing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.editing.seen_form import saved_in_turn
from core.models import Department
from publication.acts import BUNDLE_CHANGED
from publication.bundles.deciding import (
    agree,
    agreeing_departments,
    can_file,
    content_of,
    file,
    standing_of,
)
from publication.bundles.forms import BundleForm
from publication.bundles.lanes import lanes
from publication.bundles.reach import bundles_of
from publication.bundles.reading import joint_of
from publication.models import Bundle


def can_look(user: Any) -> bool:
    """Return whether somebody has the room of bundles: all who work on guides."""
    scope = scope_of(user)
    return scope.everything or bool(scope.department_ids) or bool(scope.roles)


def compiled_departments(user: Any) -> Any:
    """Return the departments for which a person compiles bundles."""
    departments = scope_of(user).departments_as({Role.COMPILER})
    active = Department.objects.filter(is_active=True).order_by("name")
    return active if departments is None else active.filter(pk__in=departments)


def can_compile(user: Any, bundle: Bundle | None = None) -> bool:
    """Return whether a person compiles bundles, or this one."""
    scope = scope_of(user)
    if not (scope.everything or scope.compiles):
        return False
    return bundle is None or compiled_departments(user).filter(pk=bundle.department_id).exists()


@require_GET
def bundles(request: HttpRequest) -> HttpResponse:
    """List the bundles that concern the person, with where they stand."""
    if not can_look(request.user):
        raise PermissionDenied
    rows = bundles_of(request.user).select_related("department").prefetch_related("parts")
    context = {
        "rows": [(one, standing_of(one)) for one in rows],
        "can_compile": can_compile(request.user),
    }
    return render(request, "publication/bundles/list.html", context)


@saved_in_turn
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Compile a bundle; a change asks every department to agree anew."""
    bundle = None if pk is None else get_object_or_404(bundles_of(request.user), pk=pk)
    if not can_compile(request.user, bundle):
        raise PermissionDenied
    form = BundleForm(
        request.POST or None, instance=bundle, departments=compiled_departments(request.user)
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            record(BUNDLE_CHANGED, by=request.user, about=saved, content=content_of(saved))
        messages.success(request, _("The bundle was saved. The departments are asked to agree."))
        return redirect("bundles_one", saved.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "bundle": bundle}
    return render(request, "publication/bundles/edit.html", context, status=status)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a bundle as readers will see it, who has agreed; take an agreement or a filing."""
    if not can_look(request.user):
        raise PermissionDenied
    bundle = get_object_or_404(bundles_of(request.user).select_related("department"), pk=pk)
    if request.method == "POST":
        return _decided(request, bundle)
    standing = standing_of(bundle)
    joint, gone = joint_of(content_of(bundle))
    context = {
        "bundle": bundle,
        "standing": standing,
        "joint": joint,
        "lanes": lanes(joint),
        "gone": gone,
        "can_agree": agreeing_departments(request.user, standing),
        "can_file": can_file(request.user) and not standing.missing and not standing.is_filed_so,
        "can_compile": can_compile(request.user, bundle),
    }
    return render(request, "publication/bundles/one.html", context)


def _decided(request: HttpRequest, bundle: Bundle) -> HttpResponse:
    act, seen = request.POST.get("act"), request.POST.get("seen", "")
    scope = scope_of(request.user)
    may_act = {"agree": bool(scope.reviews), "file": can_file(request.user)}
    if not may_act.get(act or "", False):
        raise PermissionDenied
    try:
        if act == "agree":
            agree(bundle, request.user, seen)
            messages.success(request, _("Your department has agreed."))
        else:
            version = file(bundle, request.user, seen)
            message = _("The bundle was filed under %(number)s.")
            messages.success(request, message % {"number": version.filing_no})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("bundles_one", bundle.pk)
