"""The review screen: what changed, what was said before, and the decision."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.people.signature import signature_of
from core.registries import filed_as
from core.running.retrying import retried
from moderation.batches.deciding import note_opened
from moderation.choices import ReviewStage, Verdict
from moderation.decide import decide
from moderation.errors import NotAllowed, StaleDecision
from moderation.forms import DecisionForm
from moderation.views.reading import ReadSubmission
from moderation.views.visible import visible_submission
from moderation.waiting_count import count_one_less, neighbours_of

DONE = {
    Verdict.APPROVED: _("“%(title)s” is approved."),
    Verdict.RETURNED: _("“%(title)s” is returned for correction."),
}
FILED = _("“%(title)s” is filed as version %(version)s under the number %(number)s.")


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    """Shows one Submission; a person who may decide its stage gets the form.

    A decision that is refused shows the same page again with the sentence why and with all that
    was typed: status 409 when the screen was stale, 403 for the people rule, 422 otherwise.
    """

    template_name = "moderation/review.html"
    header_icon = "tasks"
    status = 200
    refusal = ""
    is_stale = False
    waiving: Mapping[str, str] = {}
    """A waiver that was refused, as it was typed: rule, kind, reason."""

    @cached_property
    def reading(self) -> ReadSubmission:
        """The Submission with everything that the screen says of it."""
        submission = visible_submission(self.request.user, self.kwargs["pk"])
        return ReadSubmission(submission, self.request.user)

    @cached_property
    def form(self) -> DecisionForm:
        """The form, bound when something was sent."""
        reading = self.reading
        return DecisionForm(
            None if self.waiving else self.request.POST or None,
            sections=list(reading.submission.changes),
            seen=reading.seen,
            stage=reading.submission.stage,
            sha256=reading.submission.sha256,
            checked_by=str(signature_of(self.request.user, None)["signed_name"]),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.reading.can_decide:
            note_opened(self.reading.submission, request.user)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = self.reading.submission
        if not self.form.is_valid():
            return self._again(422, self._first_error())
        try:
            given = self.form.decision()
            decision = retried(lambda: decide(submission, request.user, **given))
        except StaleDecision as stale:
            self.is_stale = True
            # What is true now may differ from what this request read before it took the lock.
            self.reading = ReadSubmission(visible_submission(request.user, pk), request.user)
            return self._again(409, stale.messages[0])
        except NotAllowed as not_allowed:
            return self._again(403, str(not_allowed))
        except ValidationError as refused:
            return self._again(422, " ".join(refused.messages))
        count_one_less(request.user)
        _report_outcome(request, decision, submission)
        return redirect("moderation:queue")

    def _first_error(self):
        """Return the sentence of the first field that cannot be taken."""
        # An empty form is not bound and has no errors.
        if not self.form.errors or "verdict" in self.form.errors:
            return str(_("Please choose a decision."))
        return str(next(iter(self.form.errors.values()))[0])

    def _again(self, status, refusal):
        """Show the page as it is now, with what was typed."""
        self.status, self.refusal = status, refusal
        return self.render_to_response(self.get_context_data(), status=status)

    @classmethod
    def with_refused_waiver(
        cls, request: HttpRequest, pk: int, waiving: Mapping[str, str], refusal: str
    ) -> HttpResponse:
        """Return the page with a waiver as it was typed, and why it was refused."""
        view = cls(waiving=waiving)
        view.setup(request, pk=pk)
        return view._again(422, refusal)

    def get_page_title(self) -> str:
        return self.reading.submission.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        submission = self.reading.submission
        return [
            {"url": reverse("moderation:queue"), "label": _("Review")},
            {"url": "", "label": submission.get_stage_display(), "sublabel": submission.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.reading.submission
        return super().get_context_data(
            reading=self.reading,
            submission=submission,
            form=self.form,
            panels=self.reading.panels_with(self.form),
            refusal=self.refusal,
            is_stale=self.is_stale,
            waiving=self.waiving,
            ticked=self.request.POST.getlist("checked"),
            neighbours=neighbours_of(submission, self.request.user),
            media=self.form.media,
            **kwargs,
        )


def _report_outcome(request, decision, submission):
    """Add the message what has become of a Submission: of a filed one its number and address."""
    filed = filed_as(submission) if decision.stage == ReviewStage.FILING else None
    if filed is None:
        messages.success(request, DONE[Verdict(decision.verdict)] % {"title": submission.title})
        return
    facts = {"title": submission.title, "number": filed.number, "version": filed.version}
    buttons = [
        messages.button(filed.public_address, _("See the public page")),
        messages.button(filed.state_address, _("See the register")),
    ]
    messages.success(request, FILED % facts, buttons=buttons)
