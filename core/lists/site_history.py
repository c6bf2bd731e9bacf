"""The site history (全站历史): who did what, the newest first, read by key at any length.

The stock report unites two tables, counts all rows and lists everybody who ever acted: 3.4 seconds
at two million rows. Here each screen reads some rows of each table, from a moment on.
"""

from datetime import datetime
from heapq import merge
from itertools import islice
from typing import cast

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.permissions import policy_registry

from core.access.ids import parse_id
from core.access.permission_policy import READING
from core.access.scope import scope_of
from core.choices import Role
from core.history.acts import BY_NOBODY_KNOWN

READERS = {Role.OPERATOR, Role.AUDITOR}
ROWS = 50


class HistoryForm(forms.Form):
    """Whose acts, of which kind, between which days."""

    user = forms.CharField(label=_("User name"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["action"])
        field.choices = [("", _("All")), *log_actions.get_choices()]

    @property
    def conditions(self):
        """What the rows must fulfil; what cannot be read is left aside."""
        given = self.cleaned_data if self.is_valid() else {}
        found = Q()
        if given.get("user"):
            users = get_user_model().objects.filter(username=given["user"])
            found &= Q(user_id=users.values_list("pk", flat=True).first() or 0)
        if given.get("action"):
            found &= Q(action=given["action"])
        if given.get("since"):
            found &= Q(timestamp__date__gte=given["since"])
        if given.get("until"):
            found &= Q(timestamp__date__lte=given["until"])
        return found


class SiteHistoryView(WagtailAdminTemplateMixin, TemplateView):
    """The acts of everybody, a screenful at a time; the way on is the last row's moment and id."""

    template_name = "core/site_history.html"
    page_title = _("Site history")
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        scope = scope_of(request.user)
        if not (scope.everything or scope.roles & READERS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self):
        """The filters."""
        return HistoryForm(self.request.GET)

    def get_context_data(self, **kwargs):
        rows = self._rows()
        more = self.request.GET.copy()
        if len(rows) > ROWS:
            more["after"] = key_of(rows[ROWS - 1])
        context = {"entries": _told(rows[:ROWS]), "form": self.form}
        context["more"] = more.urlencode() if len(rows) > ROWS else ""
        return super().get_context_data(**context, **kwargs)

    def _rows(self):
        """Return ROWS rows and, when there are more, one of these."""
        after = read_key(self.request.GET.get("after", ""))
        conditions = self.form.conditions
        models = ModelLogEntry.objects.filter(content_type__in=readable_types(self.request.user))
        lists = [
            _list(PageLogEntry.objects.filter(conditions), after),
            _list(models.filter(conditions), after),
        ]
        return list(islice(merge(*lists, key=_order, reverse=True), ROWS + 1))


def key_of(entry):
    """Return the key of a row: its moment, whether it is of a page, its id."""
    return f"{entry.timestamp.isoformat()},{int(isinstance(entry, PageLogEntry))},{entry.pk}"


def read_key(text):
    """Return (moment, whether of a page, id) of a key; None when it is none."""
    moment, is_page, pk = ([*text.split(","), "", "", ""])[:3]
    found = parse_datetime(moment) if moment else None
    of_page, pk = {"0": 0, "1": 1}.get(is_page), parse_id(pk)
    if not isinstance(found, datetime) or not found.tzinfo or of_page is None or pk is None:
        return None
    return found, of_page, pk


def _order(entry):
    return entry.timestamp, int(isinstance(entry, PageLogEntry)), entry.pk


def _list(entries, after):
    if after:
        moment, is_page, pk = after
        own = int(entries.model is PageLogEntry)
        tied = Q(pk__lt=pk) if own == is_page else Q(pk__gte=0 if own < is_page else 1 << 62)
        entries = entries.filter(Q(timestamp__lt=moment) | tied, timestamp__lte=moment)
    return entries.select_related("user", "content_type").order_by("-timestamp", "-pk")[: ROWS + 1]


def readable_types(user):
    """Return the content types of the models that somebody may read."""
    models = []
    for model in apps.get_models():
        policy = policy_registry.get_by_type(model, fallback=False)
        if policy and policy.user_has_any_permission(user, READING):
            models.append(model)
    found = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return [one.pk for one in found.values()]


def _told(entries):
    """Return entries with who did it, and the address of their page's history while it is there."""
    ids = {entry.page_id for entry in entries if isinstance(entry, PageLogEntry)}
    there = set(Page.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for entry in entries:
        entry.who = "–" if entry.action in BY_NOBODY_KNOWN else entry.user_display_name
        page_id = getattr(entry, "page_id", None)
        entry.url = (
            reverse("wagtailadmin_pages:history", args=[page_id]) if page_id in there else ""
        )
    return entries
