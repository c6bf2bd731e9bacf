"""Which page a person may edit now, for the screens that change drafts beside the editor."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from guides.models import GuidePage, ManualPage


def editable(request: HttpRequest, page_id: int) -> GuidePage | ManualPage:
    """Return a guide's or manual's page that this person may edit now."""
    page = (
        GuidePage.objects.filter(pk=page_id).first()
        or ManualPage.objects.filter(pk=page_id).first()
    )
    if page is None:
        raise Http404
    allowed = page.permissions_for_user(request.user)
    if not allowed.can_edit() or allowed.page_locked():
        raise PermissionDenied
    return page
