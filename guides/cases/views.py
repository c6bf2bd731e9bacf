"""The questions of a draft as a drawing, with all results (情形引导): before it is sent."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from guides.cases.results import Cases
from guides.document.errors import problems_of
from guides.models import GuidePage


@require_safe
def cases_of_draft(request: HttpRequest, guide_id: int) -> HttpResponse:
    """Show the tree of a guide's newest draft; a draft that cannot be read says where."""
    page = get_object_or_404(GuidePage, pk=guide_id)
    allowed = page.permissions_for_user(request.user)
    if not allowed.can_view():
        raise PermissionDenied
    context = {"page": page, "can_edit": allowed.can_edit()}
    try:
        document = page.get_latest_revision_as_object().present().model_dump(mode="json")
    except ValidationError as error:
        context["unreadable"] = problems_of(error)
        return render(request, "guides/cases/draft.html", context, status=422)
    return render(request, "guides/cases/draft.html", context | {"cases": Cases(document)})
