"""The submit screen, on which a compiler sends a guide to review, and the way to take it back."""

from datetime import date
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.scope import scope_of
from core.models import DepartmentDocument
from core.running.retrying import retried
from guides.editor.links import editor_link
from guides.models import GuidePage
from moderation.choices import SubmissionState
from moderation.comparing.baseline import Baseline, newest_of
from moderation.comparing.changes import SectionChange
from moderation.errors import (
    DecisionRefused,
    OpenComment,
    ReasonsMissing,
    SubmissionRefused,
)
from moderation.forms import SubmitForm
from moderation.freeze import Frozen, freeze_draft
from moderation.models import BatchItem, Submission
from moderation.obstacles import why_closed
from moderation.open_comments import check_comments
from moderation.renew import renew
from moderation.rules import can_submit
from moderation.submit import Change, changes_between, check, submit, to_explain
from moderation.views.visible import visible_submission
from moderation.withdraw import withdraw


class SubmitView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what changed against the filed version and what keeps it from review, and submits."""

    template_name = "moderation/submit.html"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_submit(scope_of(request.user), self.page.department_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> GuidePage:
        """The guide page of the address."""
        pages = GuidePage.objects.select_related("department", "situation__item")
        return get_object_or_404(pages, pk=self.page_id)

    @property
    def page_id(self) -> int:
        return self.kwargs["page_id"]

    @cached_property
    def last(self) -> Submission | None:
        """The last Submission of this guide, or None."""
        return Submission.objects.filter(page=self.page).order_by("-pk").first()

    @cached_property
    def base(self) -> Baseline:
        """What is filed."""
        return newest_of(self.page.code)

    @cached_property
    def draft(self) -> Frozen | SubmissionRefused:
        """The frozen draft, or the SubmissionRefused that says why there is none."""
        try:
            return freeze_draft(self.page.pk)
        except SubmissionRefused as refused:
            return refused

    @cached_property
    def changes(self) -> list[SectionChange]:
        """The sections that changed against what is filed."""
        if isinstance(self.draft, SubmissionRefused):
            return []
        return changes_between(self.base, self.draft)

    @cached_property
    def form(self) -> SubmitForm:
        """The form, bound when something was sent."""
        sections = to_explain(self.base, self.changes)
        guide, manual = getattr(self.draft, "hashes", ("", ""))
        ahead = self.page.effective_on and self.page.effective_on >= timezone.localdate()
        initial = {
            "guide_sha256": guide,
            "manual_sha256": manual,
            "effective_on": self.page.effective_on if ahead else None,
            "reasons": self._reasons_so_far(),
        }
        return SubmitForm(
            self.request.POST or None,
            sections=sections,
            initial=initial,
            is_first=not self.base.guide_version,
        )

    @cached_property
    def joint_day(self) -> date | None:
        """The day of the batch that this guide was returned out of, which it keeps."""
        is_returned = self.last and self.last.state == SubmissionState.RETURNED
        return BatchItem.objects.joint_day(self.page.pk) if is_returned else None

    def _reasons_so_far(self):
        last: Any = self.last
        returned = last and last.state != SubmissionState.FILED
        return (last.reasons if returned else {}) | self.page.change_reasons

    def obstacle(self) -> SubmissionRefused | None:
        """Return the SubmissionRefused that stands in the way now, but for missing reasons."""
        if isinstance(self.draft, SubmissionRefused):
            return why_closed(self.page) or self.draft
        reasons = {change.key: "…" for change in self.changes}
        try:
            check(self.draft, self.base, self.changes, reasons)
            check_comments(self.draft)
        except SubmissionRefused as refused:
            return refused
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What was sent says its sections; `submit` freezes the draft itself, looks at each, and
        # refuses a kind that does not fit.
        keys = [name.removeprefix("reason-") for name in request.POST if name.startswith("reason-")]
        sent = SubmitForm(
            request.POST,
            request.FILES,
            sections=keys,
            initial={},
            is_first=None,
        )
        if not sent.is_valid():
            return self._again(_("Please correct what is marked."), [])
        try:
            change = self._change(sent)
            submission = retried(
                lambda: submit(
                    self.page,
                    request.user,
                    reasons=sent.reasons(),
                    effective_on=sent.cleaned_data["effective_on"],
                    seen=sent.seen(),
                    change=change,
                )
            )
        except ReasonsMissing as missing:
            self.form.is_valid()
            for key in missing.sections:
                self.form.add_error(f"reason-{key}", _("Please give a reason."))
            return self._again(missing.messages[0], [])
        except SubmissionRefused as refused:
            return self._again(" ".join(refused.messages), getattr(refused, "findings", []))
        messages.success(request, _("“%(title)s” is in review.") % {"title": submission.title})
        return redirect("moderation:review", submission.pk)

    def _change(self, sent):
        """Return the Change that the form says; a file of the decision is kept as the
        department's.
        """
        cleaned, document = sent.cleaned_data, None
        if cleaned["power"] and cleaned["power_file"]:
            document = DepartmentDocument(
                title=cleaned["power_file"].name[:255],
                file=cleaned["power_file"],
                uploaded_by_user=cast(Any, self.request.user),
                department=self.page.department,
            )
            try:
                document.save()
            except ValidationError as refused:
                raise SubmissionRefused(" ".join(refused.messages)) from refused
        return Change(
            cleaned["change_kind"],
            cleaned["kind_reason"],
            cleaned["power"],
            cleaned["power_number"],
            document,
        )

    def _again(self, refusal, findings):
        context = self.get_context_data(refusal=refusal, findings=findings)
        return self.render_to_response(context, status=422)

    def get_page_title(self) -> str:
        return _("Submit for review")

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": reverse("moderation:sent"), "label": _("Review")},
            {"url": edit, "label": self.page.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_review = self.last if self.last and self.last.is_open else None
        obstacle = None if in_review or "refusal" in kwargs else self.obstacle()
        if obstacle:
            kwargs["refusal"] = " ".join(obstacle.messages)
            kwargs["findings"] = getattr(obstacle, "findings", [])
        kwargs["findings"] = [self._line(finding) for finding in kwargs.get("findings", ())]
        panels = [
            (
                change,
                self.form[f"reason-{change.key}"] if change.key in self.form.sections else None,
            )
            for change in self.changes
        ]
        return super().get_context_data(
            page=self.page,
            base=self.base,
            form=self.form,
            panels=panels,
            draft=self.draft,
            in_review=in_review,
            is_blocked=bool(in_review or obstacle),
            returned=self._returned(),
            media=self.form.media,
            **kwargs,
        )

    def _line(self, finding):
        """Return what the list says of a finding or comment: place, sentence, and fix if any."""
        if isinstance(finding, OpenComment):
            return {"link": finding.link, "message": finding.message}
        found = getattr(finding, "finding", None)
        fix = found.fix if found and found.fix and found.fix.certain else None
        return {
            "link": self._link(finding),
            "rule": found.rule if found else "",
            "message": finding.message,
            "fix": fix and {"text": fix.text, "kind": finding.kind, "pointer": finding.pointer},
        }

    def _link(self, finding):
        """Return where the place of a Finding is written: in the guide's editor or the manual's."""
        manual = getattr(self.draft, "manual_page", None)
        return editor_link(self.page.pk, manual and manual.pk, finding.kind, finding.pointer)

    @property
    def is_as_returned(self) -> bool:
        """Whether the draft is word for word the text that was returned."""
        is_returned = self.last and self.last.state == SubmissionState.RETURNED
        if not is_returned or isinstance(self.draft, SubmissionRefused):
            return False
        sent: Any = self.last
        return self.draft.hashes == (sent.guide_sha256, sent.manual_sha256)

    def _returned(self):
        """Return the decisions on the last Submission, if it was sent back."""
        if self.last and self.last.state == SubmissionState.RETURNED:
            return list(self.last.decisions.all())
        return []


@require_POST
def withdraw_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a Submission back; a refusal is cleaned on its page."""
    submission = visible_submission(request.user, pk)
    try:
        retried(lambda: withdraw(submission, request.user))
    except DecisionRefused as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": submission.title})
    return redirect("moderation:review", submission.pk)


@require_POST
def renew_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the text of a Submission anew with the newest shared parts; nothing else changes."""
    submission = visible_submission(request.user, pk)
    try:
        new = retried(lambda: renew(submission, request.user))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("moderation:review", submission.pk)
    messages.success(request, _("“%(title)s” was sent anew.") % {"title": new.title})
    return redirect("moderation:review", new.pk)
