"""Serves the admin's uploads to those who may see them; readers get files by hash from `home`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

SEEING = ("view", "choose", "change")


def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Return a document's bytes to people who may choose it; 403 for other departments."""
    found = get_object_or_404(get_document_model(), pk=document_id)
    _check(request.user, found)
    if not found.file:
        raise Http404
    return serve_document(request, document_id, filename)


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a picture, one of its renditions or a person's portrait; 403, 404 otherwise.

    The path is looked up as it stands and opens nothing itself: what is served is the file that a
    row names, so that no spelling of a path leads anywhere else.
    """
    if "\0" in path:  # PostgreSQL takes no such text
        raise Http404
    file = _portrait_at(path) or _picture_at(path, request.user)
    return serve(request, file.name, document_root=settings.MEDIA_ROOT)


def _portrait_at(path):
    profile = UserProfile.objects.filter(avatar=path).first() if path else None
    return profile and profile.avatar


def _picture_at(path, user):
    image_model = get_image_model()
    rendition_model = image_model.get_rendition_model()
    rendition = rendition_model.objects.select_related("image").filter(file=path).first()
    found = rendition or get_object_or_404(image_model, file=path)
    _check(user, rendition.image if rendition else found)
    return found.file


def _check(user, instance):
    policy = policy_registry.get_by_type(type(instance))
    if not policy.user_has_any_permission_for_instance(user, SEEING, instance):
        raise PermissionDenied
