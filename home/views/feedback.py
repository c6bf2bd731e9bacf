"""What readers say of a guide, and what became of it: `/feedback/`, `/feedback/<code>/`."""

import json
from http import HTTPStatus
from typing import Any, Self

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.access import attempt_counts
from feedback.choices import Mistake, Reason
from feedback.figures import figures_of, public_corrections, sections_in_doubt, shown_words
from feedback.forms import CorrectionForm, DetailsForm, LevelForm
from feedback.giving import About, add_details, correct, rate
from feedback.limits import may_correct, may_rate, press_of
from feedback.receipts import said_by, token_of
from guides.showing.guide_context import guide_context
from guides.showing.words import full_name, in_english, picked
from home.errors import not_found
from home.frame import NOWHERE
from home.html_page import page
from home.http_cache import public
from home.reading_only import reading_only
from publication.reading import read_guide

TEMPLATE = "home/feedback.html"
KEPT = "public, max-age=60"


class Guide:
    """The guide that feedback is about, with the sections that its reader sees."""

    def __init__(self, code, reading):
        self.code, self.version = code, reading.version.version
        self.newest = reading.newest_version
        self.public = json.loads(reading.version.public_text)
        context = guide_context(self.public, None, get_language())
        self.sections = {
            section["key"]: section["heading"]
            for group in context["groups"]
            for section in group["sections"]
        }

    @classmethod
    def read(cls, code: str) -> Self | None:
        """Return the guide of a code in its current version, or None."""
        reading = read_guide(code)
        return cls(code, reading) if reading and reading.version else None

    def about(self, version: int | None) -> About:
        """Return what feedback on a version is about; the current one when there is no such."""
        item = self.public["item"]
        name = full_name(item, self.public["title"])["name"]
        known = version if version and version <= self.newest else self.version
        slug = item["authority"]["slug"]
        return About(self.code, known, name, slug, is_english=in_english())

    def context(self) -> dict[str, Any]:
        """Return what the page shows of the guide and of its feedback."""
        return {
            "code": self.code,
            "name": picked(full_name(self.public["item"], self.public["title"])),
            "version": self.version,
            "sections": self.sections,
            "section_list": list(self.sections.items()),
            "reasons": Reason.choices,
            "mistakes": Mistake.choices,
            "figures": figures_of(self.code),
            "corrections": public_corrections(self.code),
            "words": shown_words(self.code),
        }


@reading_only
def all_feedback(request: HttpRequest) -> HttpResponse:
    """Return the answers of all departments to corrections, newest first."""
    return page(request, "home/all_feedback.html", {"corrections": public_corrections()})


@reading_only
def feedback_figures(request: HttpRequest, code: str) -> HttpResponse:
    """Return a guide's figures and the sections in doubt, for the script of its page."""
    doubts = {section: day.isoformat() for section, day in sections_in_doubt(code).items()}
    response = public(JsonResponse({"figures": figures_of(code), "doubts": doubts}))
    response["Cache-Control"] = KEPT
    return response


@csrf_exempt  # nobody is signed in here: another site could say no more than its visitor can
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """Return a guide's feedback with the forms, or take what a reader says."""
    guide = Guide.read(code)
    if guide is None:
        return not_found(request)
    if request.method == "POST":
        take = {"level": _take_level, "details": _take_details}.get(
            request.POST.get("act", ""), _take_correction
        )
        return take(request, guide)
    return _page(request, guide)


def _page(request, guide, *, status=HTTPStatus.OK, form=None, **more):
    query = request.GET
    receipt = said_by(query.get("said", ""), guide.code)
    context = guide.context() | {
        **_typed(request, guide),
        **_errors_of(form),
        "receipt": receipt,
        "token": query.get("said", "") or request.POST.get("said", ""),
        **more,
    }
    if query:
        context |= NOWHERE
    response = page(request, TEMPLATE, context, status=status)
    if query or status != HTTPStatus.OK:
        response["Cache-Control"] = "no-store"
    return response


def _typed(request, guide):
    """Return what stands in the forms: what was posted, else what the address names."""
    given = request.POST or request.GET
    section = given.get("section", "")
    typed = {name: given.get(name, "")[:1_000] for name in ("sentence", "text", "words", "phone")}
    kinds = given.getlist("kinds")
    return {
        "typed": typed | {"section": section if section in guide.sections else "", "kinds": kinds}
    }


def _errors_of(form):
    """Return the first message of each field with a fault, by name and as a list."""
    faults = form.errors if form is not None else {}
    found = {name: str(messages[0]) for name, messages in faults.items()}
    return {"errors": found, "error_list": list(found.items())}


def _too_much(request, guide):
    return _page(request, guide, status=HTTPStatus.TOO_MANY_REQUESTS, too_much=True)


def _received(guide, receipt, anchor):
    address = reverse("home:feedback", args=[guide.code])
    return HttpResponseRedirect(
        f"{address}?said={token_of(receipt)}#{anchor}", status=HTTPStatus.SEE_OTHER
    )


def _take_level(request, guide):
    form = LevelForm(request.POST)
    if not form.is_valid():
        return _page(request, guide, status=HTTPStatus.UNPROCESSABLE_ENTITY, no_level=True)
    level = form.cleaned_data["level"]
    press = press_of(request, guide.code, level)
    if not attempt_counts.count(press) and not may_rate(request, guide.code):
        return _too_much(request, guide)
    rating = rate(guide.about(form.cleaned_data["version"]), level, press=press)
    return _received(guide, rating, "rate")


def _take_details(request, guide):
    rating = said_by(request.POST.get("said", ""), guide.code)
    form = DetailsForm(request.POST, sections=guide.sections)
    if rating is None or not hasattr(rating, "level"):
        return _page(request, guide, status=HTTPStatus.UNPROCESSABLE_ENTITY, no_level=True)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, guide, status=status, receipt=rating, form=form)
    if not form.is_by_a_machine:
        words = ("section", "reasons", "words", "phone")
        add_details(rating, **{name: form.cleaned_data[name] for name in words})
    return _received(guide, rating, "rate")


def _take_correction(request, guide):
    form = CorrectionForm(request.POST, sections=guide.sections)
    if not form.is_valid():
        return _page(request, guide, status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    if form.is_by_a_machine:
        return HttpResponseRedirect(reverse("home:feedback", args=[guide.code]))
    if not may_correct(request):
        return _too_much(request, guide)
    words = ("section", "sentence", "kinds", "phone")
    correction = correct(
        guide.about(form.cleaned_data["version"]),
        form.cleaned_data["text"],
        **{name: form.cleaned_data[name] for name in words},
    )
    return _received(guide, correction, "correct")
