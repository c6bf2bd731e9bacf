"""The auditors' view of the audit log (审计日志): read by key, filtered, exported, checked."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from core.access.ids import parse_id
from core.access.scope import scope_of
from core.audit import acts, chain
from core.audit.models import AuditEntry, ChainHead
from core.audit.verify import verify
from core.choices import Role
from core.day_input import DayInput
from core.lists.paging import counted
from core.lists.said_facts import changes_of, facts_of
from core.papers.tables import CSV, XLSX, table_response

READERS = {Role.OPERATOR, Role.AUDITOR}
ROWS = 50
MOST_EXPORTED = 50_000
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
LOOKED_AT = timedelta(days=7)
CHECKED_AT_ONCE = 20_000
SAVES = Q(act="wagtail.edit", about_type__in=("guides.guidepage", "guides.manualpage"))
"""Saves of drafts, which are most of all rows."""


@dataclass(frozen=True)
class Group:
    """Acts that are looked for together; `is_warning` when somebody should look at each."""

    label: object
    acts: tuple = ()
    starts: tuple = field(default=())
    is_warning: bool = False

    @property
    def condition(self) -> Q:
        """The condition on entries."""
        found = Q(act__in=self.acts) if self.acts else Q(pk__in=[])
        for start in self.starts:
            # A range, which the index of acts answers.
            found |= Q(act__gte=start, act__lt=f"{start}\x7f")
        return found


GROUPS = {
    "failed": Group(
        gettext_lazy("Failed sign-ins"), (acts.SIGN_IN_FAILED, acts.SIGN_IN_SHUT), is_warning=True
    ),
    "exports": Group(
        gettext_lazy("Exports and downloads"), (acts.EXPORTED, acts.DOWNLOADED), is_warning=True
    ),
    "roles": Group(
        gettext_lazy("Accounts and roles"),
        starts=("core.role.", "core.account."),
        is_warning=True,
    ),
    "settings": Group(gettext_lazy("Settings and word lists"), (acts.SET,), is_warning=True),
    "review": Group(gettext_lazy("Submitting, review, filing"), starts=("review.",)),
    "states": Group(gettext_lazy("Published states"), starts=("publication.",)),
}


class AuditForm(forms.Form):
    """Whose acts, of which kind, between which days, on what."""

    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput())
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DayInput())
    user = forms.CharField(label=gettext_lazy("User name"), required=False)
    action = forms.ChoiceField(
        label=gettext_lazy("Action"),
        required=False,
        choices=lambda: [("", _("All")), *acts.choices()],
    )
    q = forms.CharField(
        label=gettext_lazy("Code, fingerprint, address"), required=False, max_length=120
    )
    saves = forms.BooleanField(label=gettext_lazy("With saves of drafts"), required=False)
    group = forms.ChoiceField(
        choices=[("", ""), *((name, one.label) for name, one in GROUPS.items())],
        required=False,
        widget=forms.HiddenInput,
    )

    @property
    def conditions(self) -> Q:
        """What the rows must fulfil; what cannot be read is left aside."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        found = Q() if given.get("saves") or given.get("action") else ~SAVES
        found &= self._days(given)
        if name := given.get("user"):
            found &= Q(signed_username=name)
        if act := given.get("action"):
            found &= Q(act=act)
        if words := given.get("q", "").strip():
            found &= Q(code=words) | Q(content_sha256=words) | Q(origin=words) | Q(sha256=words)
        if group := given.get("group"):
            found &= GROUPS[group].condition
        return found

    def _days(self, given):
        found = Q()
        if since := given.get("since"):
            found &= Q(at__gte=_start_of(since))
        if until := given.get("until"):
            found &= Q(at__lt=_start_of(until) + timedelta(days=1))
        return found


def _start_of(day):
    """Return the moment at which a day begins; a moment near the edges of time is none."""
    day = min(max(day, EARLIEST), LATEST)
    return timezone.make_aware(datetime.combine(day, time.min))


def require_reader(user: Any) -> None:
    """Raise PermissionDenied for a person who may not read the audit log."""
    scope = scope_of(user)
    if not (scope.everything or scope.roles & READERS):
        raise PermissionDenied


class AuditLogView(WagtailAdminTemplateMixin, TemplateView):
    """The deeds of everybody, the newest first, a screenful at a time."""

    template_name = "core/audit_log.html"
    page_title = gettext_lazy("Audit log")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_reader(request.user)
        if request.GET.get("export") in (CSV, XLSX):
            return self._export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def form(self) -> AuditForm:
        """The filters."""
        return AuditForm(self.request.GET)

    def _found(self):
        rows = AuditEntry.objects.filter(self.form.conditions).select_related("link", "actor")
        return rows.order_by("-pk")

    def _export(self, form):
        rows = self._found()
        found = counted(rows, MOST_EXPORTED)
        if found > MOST_EXPORTED:
            text = _("More than %(count)s rows are not exported at once: narrow the list down.")
            messages.warning(self.request, text % {"count": f"{MOST_EXPORTED:,}"})
            return redirect("core_site_history")
        headings = [
            _("Row"), _("Moment"), _("Who"), _("Role"), _("Action"), _("On what"), _("code"),
            _("From where"), _("Content fingerprint"), _("Details of the deed"), _("Fingerprint"),
        ]  # fmt: skip
        name = f"audit-{timezone.localdate().isoformat()}"
        lines = (_line(entry) for entry in rows.iterator(chunk_size=500))
        return table_response(self.request, name, form, headings, lines, count=found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self._found()
        if after := parse_id(self.request.GET.get("after", "")):
            rows = rows.filter(pk__lt=after)
        rows = list(rows[: ROWS + 1])
        query = self.request.GET.copy()
        query.pop("after", None)
        export = query.urlencode()
        if len(rows) > ROWS:
            query["after"] = rows[ROWS - 1].pk
        groups = groups_of_last_days()
        return super().get_context_data(
            entries=[Told(entry) for entry in rows[:ROWS]],
            form=self.form,
            more=query.urlencode() if len(rows) > ROWS else "",
            export=export,
            head=ChainHead.objects.filter(pk=1).first(),
            unchained=chain.unchained_count(),
            groups=groups,
            to_look_at=sum(group["count"] for group in groups if group["is_warning"]),
            **kwargs,
        )


def groups_of_last_days() -> list[dict[str, Any]]:
    """Return the groups with how many rows of the last days are in each, up to a limit."""
    since = timezone.now() - LOOKED_AT
    day = timezone.localdate(since).isoformat()
    return [
        {
            "label": group.label,
            "query": f"group={name}&since={day}",
            "is_warning": group.is_warning,
            "count": counted(AuditEntry.objects.filter(group.condition, at__gte=since), 999),
        }
        for name, group in GROUPS.items()
    ]


class Told:
    """An entry as it is shown."""

    def __init__(self, entry):
        self.entry = entry
        self.link = getattr(entry, "link", None)
        self.message = acts.words_of(entry.act)
        self.changes = changes_of(entry)
        self.facts = facts_of(entry)

    @property
    def label(self) -> str:
        """What it was done to."""
        return self.entry.about

    @property
    def who(self) -> str:
        """Who did it, as he was called then."""
        if self.entry.act in acts.BY_NOBODY_KNOWN:
            return "–"
        return self.entry.signature or _("the system")

    @property
    def role(self) -> str:
        """The role in which it was done, in words."""
        return self.entry.get_signed_role_display() if self.entry.signed_role else ""

    @property
    def is_warning(self) -> bool:
        """Whether somebody should look at it."""
        return self.entry.act in (*acts.BY_NOBODY_KNOWN, acts.SET, acts.EXPORTED) or (
            self.entry.act.startswith(("core.role.", "core.account."))
        )


def _line(entry):
    shown = Told(entry)
    details = [f"{name}: {before} → {after}" for name, before, after in shown.changes]
    details += [f"{name}: {value}" for name, value in shown.facts]
    return [
        shown.link.seq if shown.link else None, entry.at, shown.who, shown.role, str(shown.message),
        entry.about, entry.code, entry.origin, entry.content_sha256, "；".join(details),
        entry.sha256,
    ]  # fmt: skip


@require_POST
def check_now(request: HttpRequest) -> HttpResponse:
    """Verify the newest rows of the chain, and say what was found."""
    require_reader(request.user)
    end = chain.head().seq
    verdict = verify(after=max(end - CHECKED_AT_ONCE, 0))
    if verdict.bad:
        messages.error(
            request,
            _("Row %(row)s is not as it was written: %(what)s. Run verify_audit and tell whoever"
              " answers for this system.")
            % {"row": verdict.bad.row, "what": verdict.bad.what},
        )  # fmt: skip
    else:
        count = {"count": min(end, CHECKED_AT_ONCE), "waiting": verdict.unchained}
        messages.success(
            request,
            _("The newest %(count)s rows are as they were written; %(waiting)s wait to be chained.")
            % count,
        )
    return redirect("core_site_history")
