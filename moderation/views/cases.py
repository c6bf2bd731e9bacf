"""The questions of a Submission as a drawing, with all results: what the reviewer approves."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guides.cases.results import Cases
from moderation.views.visible import visible_submission


@require_safe
def cases(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the tree of the frozen guide."""
    submission = visible_submission(request.user, pk)
    context = {"submission": submission, "cases": Cases(json.loads(submission.guide_text))}
    return render(request, "moderation/cases.html", context)
