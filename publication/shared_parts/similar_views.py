"""Proposals of shared parts: rows that are the same in many guides, made a part, and joined."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_POST

from guides.choices import PartKind
from guides.models import SharedPart
from publication.shared_parts.drafting import write
from publication.shared_parts.people import can_change, kept_departments
from publication.shared_parts.preparing import own_uses_of
from publication.shared_parts.similar import group_of, groups, join_all
from publication.shared_parts.views import can_write, keeps_city, part_or_404

MOST_SHOWN = 50


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """List rows that are the same in several guides of this person's departments."""
    if not can_write(request.user):
        raise PermissionDenied
    found = groups(request.user)[:MOST_SHOWN]
    kinds = dict(PartKind.choices)
    known = {
        (kind, name): pk
        for kind, name, pk in SharedPart.objects.filter(
            name__in=[one.label for one in found]
        ).values_list("kind", "name", "pk")
    }
    rows = [(one, kinds[one.kind], known.get((one.kind, one.label))) for one in found]
    context = {
        "rows": rows,
        "departments": kept_departments(request.user),
        "keeps_city": keeps_city(request.user),
    }
    return render(request, "publication/shared_parts/similar.html", context)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Make the draft of a new part of what most rows of a group say."""
    if not can_write(request.user):
        raise PermissionDenied
    group = group_of(request.user, request.POST.get("kind", ""), request.POST.get("name", ""))
    if group is None:
        raise Http404
    slug = request.POST.get("department", "")
    department = kept_departments(request.user).filter(slug=slug).first()
    part = SharedPart(kind=group.kind, department=department)
    with override("zh-hans"):  # it stands in every new version
        reason = _("The same in %(count)s guides") % {"count": len(group.places)}
    try:
        change = write(part, request.user, group.data, None, reason)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("shared_parts_similar")
    messages.success(request, _("The draft was made. Once it is approved, join the guides."))
    return redirect("shared_parts_change", change.pk)


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let all guides that name the same thing follow an approved part, in one go."""
    if not can_write(request.user):
        raise PermissionDenied
    part = part_or_404(request, pk)
    count = join_all(request.user, part)
    sentence = ngettext(
        "%(count)s guide follows this part now.", "%(count)s guides follow this part now.", count
    )
    messages.success(request, sentence % {"count": count})
    if count and can_change(request.user, part) and own_uses_of(part).exists():
        # What is nearly the same is made the same there, if somebody wants it.
        return redirect("shared_parts_alike", pk)
    return redirect("shared_parts_one", pk)
