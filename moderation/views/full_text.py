"""The whole frozen text of a Submission: every field, or as citizens will see it."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from guides.choices import DocumentKind
from guides.document import public_cut
from guides.showing.guide_context import guide_context
from moderation.comparing.changes import changed_sections
from moderation.looking import has_read, read_to_the_end
from moderation.views.visible import visible_submission


@require_http_methods(["GET", "HEAD", "POST"])
def full_text(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show every field of the guide or of the manual; Http404 when there is none of that kind.

    A POST from its end notes that the reader has read it all, which approving may rest on.
    """
    submission = visible_submission(request.user, pk)
    texts: dict[str, tuple[str, str]] = {
        DocumentKind.GUIDE: (_("Service guide"), submission.guide_text),
        DocumentKind.MANUAL: (_("Business manual"), submission.manual_text),
    }
    label, text = texts.get(kind, ("", ""))
    if not text:
        raise Http404
    if request.method == "POST":
        read_to_the_end(submission, request.user, kind)
        messages.success(
            request, _("Noted: you have read “%(label)s” to its end.") % {"label": label}
        )
        return redirect("moderation:review", submission.pk)
    sections = changed_sections(None, json.loads(text))
    context = {
        "submission": submission,
        "label": label,
        "sections": sections,
        "has_read": has_read(submission, request.user, [kind]),
    }
    return render(request, "moderation/full_text.html", context)


def public_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the guide as its public page will be, from the frozen text."""
    submission = visible_submission(request.user, pk)
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        context = guide_context(public_cut(submission.guide), None, language)
        return render(request, "guides/guide_page.html", context)
