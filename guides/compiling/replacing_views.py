"""The screen of find and replace: what would change is seen first, and chosen place by place."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError
from wagtail.admin import messages
from wagtail.models import Page

from guides.compiling.editable import editable
from guides.compiling.replacing import found_in, replace_in
from guides.document.errors import problems_of

MOST_PLACES = 500


class ReplaceForm(forms.Form):
    """What to look for, and what to write in its place."""

    words = forms.CharField(label=gettext_lazy("Find"), max_length=200, strip=False)
    new = forms.CharField(
        label=gettext_lazy("Replace with"),
        max_length=200,
        strip=False,
        required=False,
        help_text=gettext_lazy("Empty: the words are taken out."),
    )

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if not words.strip():
            raise forms.ValidationError(_("Say what to look for."))
        return words


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show where words stand in a draft; a POST replaces them at the chosen places and saves."""
    page = editable(request, page_id)
    form = ReplaceForm(request.POST or (request.GET if "words" in request.GET else None))
    context: dict[str, Any] = {"page": page, "form": form}
    status = 422 if request.method == "POST" or form.errors else 200
    try:
        if form.is_valid():
            words, new = form.cleaned_data["words"], form.cleaned_data["new"]
            if request.method == "POST" and (count := _replaced(request, page_id, words, new)):
                return _saved(request, page_id, count)
            found = found_in(page.get_latest_revision_as_object(), words)
            context |= {"words": words, "new": new, "seen": page.latest_revision_id}
            context |= {"found": found[:MOST_PLACES], "has_looked": True, "places": len(found)}
            context["count"] = sum(one.count for one in found)
    except ValidationError as error:
        context["unreadable"], status = problems_of(error), 422
    return render(request, "guides/admin/replace.html", context, status=status)


@transaction.atomic
def _replaced(request: HttpRequest, page_id: int, words: str, new: str) -> int:
    """Replace and save; return how often, 0 with a message when nothing was chosen or the draft
    has changed.
    """
    # Of two who replace at once the second sees what the first has saved.
    list(Page.objects.select_for_update(of=("self",)).filter(pk=page_id).only("pk"))
    page = editable(request, page_id)
    if request.POST.get("seen") != str(page.latest_revision_id):
        messages.warning(
            request, _("Somebody has saved this draft meanwhile. Look at the places again.")
        )
        return 0
    draft = page.get_latest_revision_as_object()
    count = replace_in(draft, words, new, set(request.POST.getlist("place")[:MOST_PLACES]))
    if not count:
        messages.warning(request, _("No place was chosen, so nothing was changed."))
        return 0
    draft.present()  # what cannot be read is not saved
    draft.save_revision(user=request.user, log_action=True)
    return count


def _saved(request: HttpRequest, page_id: int, count: int) -> HttpResponse:
    text = ngettext(
        "Replaced in %(count)s place, and saved as a draft.",
        "Replaced in %(count)s places, and saved as a draft.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect("wagtailadmin_pages:edit", page_id)
