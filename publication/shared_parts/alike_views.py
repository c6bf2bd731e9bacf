"""The screen on which guides that say a shared part in their own way are made the same."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lists.paging import key_of
from guides.models import SharedPart
from publication.models import PartChange
from publication.shared_parts.alike import (
    Alike,
    chosen,
    differing,
    make_alike,
    own_names,
)
from publication.shared_parts.drafting import open_change
from publication.shared_parts.forms import CHANGED_MEANWHILE
from publication.shared_parts.people import can_change
from publication.shared_parts.preparing import own_uses_of
from publication.shared_parts.texts import label_of
from publication.shared_parts.views import A_PAGE, part_or_404

CHOSEN, EVERYWHERE = "chosen", "all"


class AlikeForm(forms.Form):
    """Which fields are made the same in which guides, and why.

    `seen` is the state of the draft that the person at the screen saw; `shown` are the guides of
    the page, so that what was chosen on other pages stays.
    """

    fields_alike = forms.MultipleChoiceField(
        label=gettext_lazy("What is made the same"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one field.")},
    )
    which = forms.ChoiceField(
        label=gettext_lazy("In which guides"),
        choices=[
            (CHOSEN, gettext_lazy("Those chosen below")),
            (EVERYWHERE, gettext_lazy("All that say it in their own way")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands in every new version as what changed."),
    )

    def __init__(
        self, data: Any = None, *, part: SharedPart, change: PartChange | None, field: str
    ) -> None:
        super().__init__(data)
        self.part, self.change = part, change
        self.seen = change.changed_at.isoformat() if change else ""
        self.before = set(change.alike_codes) if change else set()
        before = change.alike_fields if change else []
        names = own_names(part) | {*before}
        self.labels = [
            (name, label_of(part.shareable.part, name))
            for name in part.shareable.fields
            if name in names
        ]
        offered: Any = self.fields["fields_alike"]
        offered.choices = self.labels
        self.initial = {
            "fields_alike": before or [field],
            "which": EVERYWHERE if change and change.alike_everywhere else CHOSEN,
            "reason": change.reason if change else "",
        }

    def clean(self) -> dict[str, Any]:
        """Return what was sent, with `choice`, the Alike that a draft keeps."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.data.get("seen", self.seen) != self.seen:
            self.add_error(None, CHANGED_MEANWHILE)
        everywhere = cleaned.get("which") == EVERYWHERE
        codes = [] if everywhere else self._codes()
        if not everywhere and not codes:
            self.add_error("which", _("Choose the guides, or all of them."))
        fields = list(dict.fromkeys(cleaned.get("fields_alike", [])))
        cleaned["choice"] = Alike(fields, codes, everywhere)
        return cleaned

    def _codes(self) -> list[str]:
        sent: Any = self.data
        try:
            return chosen(self.part, self.before, sent.getlist("shown"), sent.getlist("code"))
        except ValidationError as error:
            self.add_error("which", error)
            return sorted(self.before)

    @property
    def ticked(self) -> set[str]:
        """The guides that are chosen, as the boxes of a page show them."""
        sent: Any = self.data
        return set(sent.getlist("code")) if self.is_bound else self.before


def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """List the guides that say a part in their own way; POST keeps which of them are made the
    same, and shows what comes of it.
    """
    part = part_or_404(request, pk)
    if not can_change(request.user, part):
        raise PermissionDenied
    if part.is_guide:
        raise Http404
    change = open_change(part)
    field = request.GET.get("field", "")
    field = field if field in part.shareable.fields else ""
    form = AlikeForm(request.POST or None, part=part, change=change, field=field)
    found = list(own_uses_of(part, field).filter(pk__gt=key_of(request))[: A_PAGE + 1])
    after = found[A_PAGE - 1].pk if len(found) > A_PAGE else 0
    if form.is_valid() and (saved := _kept(request, form)):
        if "next" in request.POST and after:
            return redirect(
                f"{reverse('shared_parts_alike', args=[pk])}?field={field}&after={after}"
            )
        return redirect("shared_parts_change", saved.pk)
    context = {
        "part": part,
        "change": change,
        "is_closed": change is not None and change.state != PartChange.State.DRAFT,
        "form": form,
        "field": field,
        "labels": form.labels,
        "rows": differing(part, found[:A_PAGE]),
        "count": own_uses_of(part, field).count(),
        "after": after,
        "others": len(form.before - {one.code for one in found[:A_PAGE]}),
    }
    status = 422 if form.is_bound else 200
    return render(request, "publication/shared_parts/alike.html", context, status=status)


def _kept(request: HttpRequest, form: AlikeForm) -> PartChange | None:
    """Return the draft that keeps what was sent, or None; the form then says why."""
    sent = form.cleaned_data
    try:
        saved = make_alike(form.part, request.user, sent["choice"], sent["reason"])
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("The draft was saved. Look at what it would change."))
    return saved
