"""The gate before every admin view: closed addresses, roles, and the object named in the address.

Wagtail's generic views ask a policy about the model, not about the object at hand, and its
choosers ask nothing. The gate asks for them, so that every room's snippets are covered at once.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.access import admin_addresses
from core.access.ids import parse_id
from core.access.permission_policy import READING, ScopedPolicy
from core.access.scope import scope_of
from core.access.signed_out import expects_json, signed_out

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
OBJECT_NAMES = ("pk", "image_id", "document_id", "doc_id", "instance_pk")
IDS_IN_PATHS = (*OBJECT_NAMES, "object_id", "revision_id_a", "revision_id_b")
"""Parts of addresses that are ids although their routes take any text."""
IDS_IN_QUERIES = ("id", "target_pages[]", "parent_page_id")
NAMED_REVISIONS = frozenset({"earliest", "latest", "live"})
MODELS_OF_ROOMS = {
    "wagtailimages": get_image_model,
    "wagtailimages_chooser": get_image_model,
    "wagtaildocs": get_document_model,
    "wagtaildocs_chooser": get_document_model,
}


class AdminGateMiddleware:
    """Refuses, with 403, what the stock admin would let through; stands after authentication."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(
        self,
        request: Any,
        view: Callable[..., Any],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Raise PermissionDenied for an address or an object that this person may not use.

        Raise Http404 for an id that is spelled in another way than ours: a view might read it.
        A script without a session is told so, instead of getting the login page as its answer.
        The page chooser begins at the top of what the person reads: the stock one looks for what
        all pages of a type have in common, among all of them.
        """
        user, match = request.user, request.resolver_match
        if not _is_admin(match, request.path):
            return None
        if not user.is_authenticated:
            return signed_out(match.view_name or "") if expects_json(request) else None
        _check_address(user, match.view_name or "")
        _check_ids(request, match)
        user.reads_only = request.method in SAFE_METHODS and admin_addresses.is_read_only(
            match.view_name or ""
        )
        _check_pages(user, request, match)
        _check_object(user, request, match, view)
        if match.view_name == "wagtailadmin_choose_page":
            top = policy_registry.get_by_type(Page).explorable_root_instance(user)
            return view(request, parent_page_id=top.pk) if top else None
        return None


def _is_admin(match, path):
    from django.urls import reverse

    return path.startswith(reverse("wagtailadmin_home"))


def _check_address(user, name):
    scope = scope_of(user)
    roles = admin_addresses.roles_of(name)
    allowed = roles is None or scope.everything or scope.roles & roles
    if admin_addresses.is_closed(name):
        raise PermissionDenied(admin_addresses.why_closed(name))
    if not allowed:
        raise PermissionDenied


def _check_ids(request, match):
    parts = match.kwargs.items()
    given = [value for name, value in parts if name in IDS_IN_PATHS or isinstance(value, int)]
    for name in IDS_IN_QUERIES:
        given += [text for text in request.GET.getlist(name) if text]
    if any(parse_id(text) is None for text in given if text not in NAMED_REVISIONS):
        raise Http404


def _check_pages(user, request, match):
    """Page choosers look neither at the parent in their address nor at the ids in their query."""
    if not (match.view_name or "").startswith("wagtailadmin_choose_page"):
        return
    policy = policy_registry.get_by_type(Page)
    if parent := match.kwargs.get("parent_page_id"):
        _check_all_there(policy.explorable_instances(user), {parent})
    if chosen := {parse_id(text) for text in request.GET.getlist("id")}:
        # The root is above all pages, and no page itself.
        _check_all_there(policy.explorable_instances(user).filter(depth__gt=1), chosen)


def _check_all_there(rows, ids):
    if rows.filter(pk__in=ids).count() < len(ids):
        raise PermissionDenied


def _check_object(user, request, match, view):
    model = _model(match, view)
    policy = model and policy_registry.get_by_type(model, fallback=False)
    if not isinstance(policy, ScopedPolicy):
        return
    if "chooser" in match.namespace and not policy.user_has_any_permission(user, READING):
        raise PermissionDenied
    ids = [match.kwargs[name] for name in OBJECT_NAMES if name in match.kwargs]
    if match.view_name.endswith(":chosen_multiple"):
        ids += request.GET.getlist("id")
    actions = _required(view)
    for instance in model._default_manager.filter(pk__in=map(parse_id, ids)):
        if not policy.user_has_any_permission_for_instance(user, actions, instance):
            raise PermissionDenied


def _model(match, view):
    """Return the model whose object an address names, or None."""
    namespace = match.namespace
    if namespace in MODELS_OF_ROOMS:
        return MODELS_OF_ROOMS[namespace]()
    given = getattr(view, "view_initkwargs", {}).get("model")
    model = given or getattr(getattr(view, "view_class", None), "model", None)
    if isinstance(model, type) and issubclass(model, Model) and not issubclass(model, Page):
        return model
    return None


def _required(view):
    """Return what a stock view asks about the model, to be asked about the object."""
    view_class = getattr(view, "view_class", None)
    given = getattr(view, "view_initkwargs", {})
    for name in ("permission_required", "any_permission_required"):
        required = given.get(name) or getattr(view_class, name, None)
        if required:
            return {required} if isinstance(required, str) else set(required) - {"add"}
    return {"change", *READING}
