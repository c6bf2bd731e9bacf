"""What is done to several pieces of the queue at once: returned or handed on, never approved."""

from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from moderation.choices import Verdict
from moderation.decide import decide
from moderation.handing_on import colleagues_of, hand_on
from moderation.waiting_count import count_one_less, waiting

RETURN, HAND_ON = "return", "hand_on"
ACTIONS = [
    (RETURN, gettext_lazy("Return for correction")),
    (HAND_ON, gettext_lazy("Hand on")),
]
MOST = 50
"""So many pieces are done at once."""


class BulkForm(forms.Form):
    """What to do with the chosen pieces: return them with an opinion, or hand them on."""

    action = forms.ChoiceField(label=gettext_lazy("With the chosen ones"), choices=ACTIONS)
    opinion = forms.CharField(
        label=gettext_lazy("Opinion or reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    to = forms.ModelChoiceField(
        label=gettext_lazy("Hand on to"), queryset=None, required=False, empty_label="—"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        people = colleagues_of(user)
        known = people.model.objects.filter(pk__in=[person.pk for person in people])
        cast("forms.ModelChoiceField", self.fields["to"]).queryset = known

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("action") == RETURN and not cleaned.get("opinion"):
            self.add_error("opinion", _("A return needs its reason."))
        if cleaned.get("action") == HAND_ON and not cleaned.get("to"):
            self.add_error("to", _("Choose a colleague to hand it on to."))
        return cleaned


@dataclass
class Report:
    """What became of the chosen pieces: how many are done, and why others are not."""

    done: int = 0
    refused: list = field(default_factory=list)


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Return or hand on the chosen pieces that wait for this person, each in its transaction."""
    form = BulkForm(request.POST, user=request.user)
    chosen = [pk for pk in request.POST.getlist("pk") if pk.isascii() and pk.isdecimal()][:MOST]
    if not form.is_valid():
        for error in form.errors.values():
            messages.error(request, " ".join(map(str, error)))
    elif not chosen:
        messages.error(request, _("Choose pieces in the list first."))
    else:
        _tell_report(request, _do(request, form.cleaned_data, chosen))
    return redirect("moderation:queue")


def _do(request, cleaned, chosen):
    report = Report()
    keys = [int(pk) for pk in chosen if len(pk) < 19]
    for submission in waiting(request.user).filter(pk__in=keys).order_by("pk"):
        shown = request.POST.get(f"sha256-{submission.pk}", "")
        stage = request.POST.get(f"stage-{submission.pk}", "")
        try:
            if cleaned["action"] == RETURN:
                decide(
                    submission,
                    request.user,
                    Verdict.RETURNED,
                    stage=stage,
                    sha256=shown,
                    opinion=cleaned["opinion"],
                )
            else:
                hand_on(
                    submission,
                    request.user,
                    cleaned["to"],
                    stage=stage,
                    reason=cleaned["opinion"],
                )
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
