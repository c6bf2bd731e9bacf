"""Keeping filters of the work queue under a name, and letting them go."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.requests.values import one_line
from moderation.models import SavedView

FILTERS = ("q", "department", "base_version", "stage", "left")
MOST = 12


def views_of(user: Any) -> list[tuple[SavedView, str]]:
    """Return [(SavedView, address)] of a person."""
    queue = reverse("moderation:queue")
    return [(view, f"{queue}?{view.query}") for view in SavedView.objects.filter(user=user)[:MOST]]


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters that are set under a name; one name is one view."""
    user: Any = request.user
    name = one_line(request.POST.get("name", ""))[:30]
    chosen = [(key, one_line(request.POST.get(key, ""))[:60]) for key in FILTERS]
    query = urlencode([(key, value) for key, value in chosen if value])
    count = SavedView.objects.filter(user=user).exclude(name=name).count()
    if not name or not query:
        messages.error(request, _("Set a filter and give the view a name."))
    elif count >= MOST:
        messages.error(request, _("There are %(count)s views already; delete one first.") % {
            "count": count
        })  # fmt: skip
    else:
        SavedView.objects.update_or_create(user=user, name=name, defaults={"query": query[:500]})
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return redirect(f"{reverse('moderation:queue')}?{query}")


@require_POST
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Let one of one's own views go."""
    user: Any = request.user
    SavedView.objects.filter(user=user, pk=view_id).delete()
    return redirect("moderation:queue")
