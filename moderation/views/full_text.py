"""The whole frozen text of a Submission, as it would be filed."""

import json

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from guides.choices import DocumentKind
from moderation.changes import changed_sections
from moderation.views.review import visible_submission


def full_text(request, pk, kind):
    """Show every field of the guide or of the manual; Http404 when there is none of that kind."""
    submission = visible_submission(request.user, pk)
    texts = {
        DocumentKind.GUIDE: (_("Service guide"), submission.guide_text),
        DocumentKind.MANUAL: (_("Business manual"), submission.manual_text),
    }
    label, text = texts.get(kind, ("", ""))
    if not text:
        raise Http404
    sections = changed_sections(None, json.loads(text))
    context = {"submission": submission, "label": label, "sections": sections}
    return render(request, "moderation/full_text.html", context)
