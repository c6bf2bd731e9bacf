"""What the rules find in an editor's form as it stands, before anything is saved."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict, MultiValueDictKeyError
from django.utils.translation import gettext as _
from pydantic import ValidationError

from core import registries
from core.editing.draft_views import DraftPreviewView
from guides.cases.drawing import tree_drawing
from guides.document.errors import problems_of
from guides.editor.links import editor_link
from guides.editor.section_groups import overview
from guides.models import GuidePage, ManualPage
from guides.presenter import present_manual
from quality.drafts import DraftFinding, check_guide, check_manual, without_waived
from quality.finding import value_at
from quality.rule import RULES


class LiveFindingsView(DraftPreviewView):
    """Answers an editor's form with its findings; stores nothing.

    The form is read as the preview reads it: what others saved meanwhile is taken in, and a place
    that both changed counts as the person wrote it.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        # Wagtail copies the form: a plain dict by reference, Django's with each of its texts.
        form = self.get_form(MultiValueDict(dict(request.POST.lists())))
        try:
            is_valid = self.validate_form(form)
        except MultiValueDictKeyError:
            # The blocks take a form as whole as they drew it.
            return JsonResponse({"refused": [_("The form is incomplete.")]}, status=422)
        if not is_valid:
            refused = [message for messages in form.errors.values() for message in messages]
            return JsonResponse({"refused": refused}, status=422)
        try:
            return JsonResponse(live_findings(form.instance))
        except ValidationError as error:
            refused = [problem.message for problem in problems_of(error)]
            return JsonResponse({"refused": refused}, status=422)


def script_words() -> dict[str, Any]:
    """Return what the editor's script says, and where it asks; `%` stands for a number."""
    return {
        "address": reverse("quality_live", args=[0]),
        "adopt": _("Adopt"),
        "why": _("Why?"),
        "errors": _("% errors"),
        "reminders": _("% reminders"),
        "optional": _("optional"),
        "states": {
            "wrong": _("Has errors"),
            "warned": _("Has reminders"),
            "done": _("Complete"),
            "open": _("Empty"),
        },
    }


def live_findings(page: GuidePage | ManualPage) -> dict[str, Any]:
    """Return how complete a page in memory is, in per cent, and its findings as JSON data."""
    document: Any
    if isinstance(page, GuidePage):
        guide_id, code, document = page.pk, page.code, page.present()
        found = check_guide(document, page.outline)
    else:
        guide_page = page.guide
        guide_id, code = guide_page.pk, guide_page.code
        guide = guide_page.get_latest_revision_as_object().present()
        document = present_manual(page, guide)
        found = check_manual(document, page.outline, guide)
    found = without_waived(found, code)
    wrong = frozenset(one.finding.section for one in found if one.is_error)
    data, seen = (
        document.model_dump(mode="json"),
        overview(lambda: document, page.outline, wrong=wrong),
    )
    return {
        "percent": seen.percent,
        "entries": {
            one.key: {"count": one.count, "needed": one.needed, "filled": one.filled}
            for one in seen.entries
        },
        "findings": [
            _as_json(one, data, editor_link(guide_id, page.pk, one.kind, one.pointer))
            for one in found
        ],
        "tree": tree_drawing(data["question_tree"], editor="") if "question_tree" in data else "",
        "since_filing": registries.changes_since_filing(page, data),
    }


def _as_json(draft_finding: DraftFinding, data: dict[str, Any], url: str) -> dict[str, Any]:
    """Return one finding for the editor's script.

    `url` is the address of the editor that has the place. `was` is the text there, by which the
    script notices that it has changed since; `words` are the offending ones in it.
    """
    finding = draft_finding.finding
    was = value_at(data, finding.pointer)
    facts = finding.as_json() | {"title": str(RULES[finding.rule].title), "url": url}
    if isinstance(was, str):
        facts["was"] = was
        facts["words"] = was[slice(*finding.span)] if finding.span else ""
    if finding.fix:
        for change, fact in zip(finding.fix.changes, facts["fix"]["changes"], strict=True):
            fact["was"] = value_at(data, change.path)
    return facts
