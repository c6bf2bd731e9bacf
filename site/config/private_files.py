"""Serves the admin's uploads to those who may see them; readers get files by hash from `home`."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

AVATARS = "avatar_images/"
SEEING = ("view", "choose", "change")


def document(request, document_id, filename):
    """Return a document's bytes to people who may choose it; 403 for other departments."""
    _check(request.user, get_object_or_404(get_document_model(), pk=document_id))
    return serve_document(request, document_id, filename)


def picture(request, path):
    """Return a picture, one of its renditions or a person's portrait; 403, 404 otherwise."""
    if not path.startswith(AVATARS):
        _check(request.user, _image_of(path))
    return serve(request, path, document_root=settings.MEDIA_ROOT)


def _image_of(path):
    image_model = get_image_model()
    rendition_model = image_model.get_rendition_model()
    rendition = rendition_model.objects.select_related("image").filter(file=path).first()
    image = rendition.image if rendition else image_model.objects.filter(file=path).first()
    if image is None:
        raise Http404
    return image


def _check(user, instance):
    policy = policy_registry.get_by_type(type(instance))
    if not policy.user_has_any_permission_for_instance(user, SEEING, instance):
        raise PermissionDenied
