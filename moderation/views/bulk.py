"""What is done to several pieces of the queue at once: returned or handed on, never approved."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.running.retrying import retried
from moderation.choices import Verdict
from moderation.decide import decide
from moderation.handing_on import hand_on
from moderation.views.bulk_form import RETURN, BulkForm
from moderation.views.queue import WaitingView
from moderation.waiting_count import count_one_less, waiting

MOST = 50
"""So many pieces are done at once."""


@dataclass
class Report:
    """What became of the chosen pieces: how many are done, and why others are not."""

    done: int = 0
    refused: list = field(default_factory=list)


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Return or hand on the chosen pieces that wait for this person, each in its transaction.

    The list as it was filtered comes again; with what was typed and ticked when that is refused.
    """
    form = BulkForm(request.POST, user=request.user)
    chosen = [pk for pk in request.POST.getlist("pk") if pk.isascii() and pk.isdecimal()][:MOST]
    if not form.is_valid():
        for error in form.errors.values():
            messages.error(request, " ".join(map(str, error)))
        return _again(request, form, chosen)
    if not chosen:
        messages.error(request, _("Choose pieces in the list first."))
        return _again(request, form, chosen)
    report = _do(request, form.cleaned_data, chosen)
    _tell_report(request, report)
    if report.refused and not report.done:
        return _again(request, form, chosen)
    return redirect(f"{reverse('moderation:queue')}?{request.GET.urlencode()}".rstrip("?"))


def _again(request, form, chosen):
    """Show the list with the form as it was sent."""
    view = WaitingView(typed=form, ticked=frozenset(chosen))
    view.setup(request)
    response = view.get(request)
    response.status_code = 422
    return response


def _do(request, cleaned, chosen):
    report = Report()
    keys = [int(pk) for pk in chosen if len(pk) < 19]
    for submission in waiting(request.user).filter(pk__in=keys).order_by("pk"):
        shown = request.POST.get(f"sha256-{submission.pk}", "")
        stage = request.POST.get(f"stage-{submission.pk}", "")
        try:
            deed: Callable[[], Any]
            if cleaned["action"] == RETURN:
                deed = partial(
                    decide,
                    submission,
                    request.user,
                    Verdict.RETURNED,
                    stage=stage,
                    sha256=shown,
                    opinion=cleaned["opinion"],
                )
            else:
                deed = partial(
                    hand_on,
                    submission,
                    request.user,
                    cleaned["to"],
                    stage=stage,
                    reason=cleaned["opinion"],
                )
            retried(deed)
        except ValidationError as refused:
            report.refused.append(f"{submission.title}：{' '.join(refused.messages)}")
        except PermissionDenied as refused:
            report.refused.append(f"{submission.title}：{refused}")
        else:
            report.done += 1
            count_one_less(request.user)
    return report


def _tell_report(request, report):
    if report.done:
        done = ngettext("%(count)s is done.", "%(count)s are done.", report.done)
        messages.success(request, done % {"count": report.done})
    for line in report.refused:
        messages.error(request, line)
    if not (report.done or report.refused):
        messages.error(request, _("None of the chosen ones waits for you any more."))
